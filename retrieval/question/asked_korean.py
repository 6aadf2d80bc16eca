"""What a Korean question asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.lexicon.word_groups import korean_root
from kg.text.dates import YEAR_IN_TEXT
from kg.text.korean_phrases import KoreanPiece, korean_pieces
from kg.text.word_lists import words
from retrieval.question.asked import Asked, Need, Wanted
from schemas.retrieval import Analysis

_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?=\s*년)|(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]+|\d+월|\d+일(?!\S)|\d+(?:분기|호|차|번|층)"
)
_ASKING = re.compile(r"누구|누가|언제|어디|무엇|무슨|뭐|얼마|왜|몇|어느|어떤|어떻게|며칠")
_ASKING_WORDS = words("누구 누가 언제 어디 무엇 무슨 뭐 얼마 왜 몇 어느 어떤 어떻게 며칠 얼마나")
_PLANNED = re.compile(r"계획|예정|하려|려고|기로|것으로 (?:보|추정)|추측|생각|예상|목표")
_ALL = re.compile(r"모두|전부|모든|목록|나열|(?:누구|누가|무엇이|어떤 \S+) ?(?:있|들)")
_DEFINES = re.compile(r"(?:이란|란|은|는|이|가)\s*(?:무엇|누구|뭐|어떤 (?:것|사람|곳))")
_LIGHT = words(
    "하다 되다 있다 없다 이다 알리다 주다 말하다 대하다 관하다 위하다 따르다 의하다 보다 가지다 들다 나타내다 해당하다 알다 설명하다 "
    "가리키다 이르다 부르다 쓰이다 같다 속하다 나열하다 말씀하다 찾다"
)
_EMPTY = words(
    "누 현재 지금 성함 존함 것 곳 때 이름 제목 가운데 중 동안 경우 사람 분 이 그 저 나 저희 해 점 수 말 일 들 전부 모두 명칭 목록 위 안 뒤 후 전 당시 때문"
)
_PEOPLE = words("사람 분 인물 이")
_DATES = words("년 월 일 해 달 날 날짜 연도 시기 시각 시간 세기 요일 년도")
_REASONS = words("이유 까닭 원인")
_ROLES = words("직책 직위 직업 역할 직함 자리 벼슬 직")
_MEASURES = words(
    "길이 높이 넓이 면적 무게 깊이 너비 폭 나이 수 개수 인구 거리 가격 값 요금 매출 금액 크기 비용 기간 점수 정원 입장료 온도"
)
_BY_WORD = {
    "누": Wanted.PERSON,
    "왜": Wanted.REASON,
    "언": Wanted.DATE,
    "며": Wanted.DATE,
    "얼": Wanted.NUMBER,
}
_BY_HEAD = ((_DATES, Wanted.DATE), (_REASONS, Wanted.REASON), (_ROLES, Wanted.ROLE), (_PEOPLE, Wanted.PERSON))
_ELLIPTIC = re.compile(r"(?:은|는|란)\s*\??$")
_PLACES = words("위치 소재지 곳 장소")
_LIFE_NOUNS = {
    **dict.fromkeys(("사망일", "기일", "사망", "사망년도", "사망 연도", "몰년"), "죽다"),
    **dict.fromkeys(
        ("생일", "생년월일", "출생일", "출생", "출생지", "생년", "출생년도", "탄생일"), "태어나다"
    ),
}
_OTHER = re.compile(r"(?:^|\s)다른 ")
_WORKS = re.compile(r"(?:어떤|무슨) (?:일|직업|직책)들?을? ?(?:하|했|한|맡)")
_WORTH = {"name": 1.5, "predicate": 1.5, "value": 1.5, "word": 1.0}


def read_korean(analysis: Analysis, linked: Sequence[str] = ()) -> Asked:
    """The question taken apart; `linked` are pieces of it that the graph knows as names."""
    question = analysis.question
    pieces = korean_pieces(question)
    asking = _ASKING.search(question)
    names = {*analysis.names, *linked}
    head = _head(pieces)
    needs = _without_repeats([*_values(question), *_needs(pieces, names)])
    wanted = _wanted(question, asking[0] if asking else "", head, needs)
    if wanted not in {Wanted.DEFINITION, Wanted.ROLE}:
        needs = _with_predicate([_as_asked(need, head, pieces, question) for need in needs])
    if wanted is Wanted.ROLE:
        needs = _with_predicate([replace(need, weight=0.2) if need.text == head else need for need in needs])
    needs = _with_whole_phrases(needs)
    if len(needs) == 1 and wanted is Wanted.PLACE:
        needs = [replace(needs[0], kind="name")]
    if _OTHER.search(question):
        needs = [*needs, Need("predicate", "다른", ("다른", "또", "외", "밖"), 1.5)]
    return Asked(
        question=question,
        language="ko",
        wanted=wanted,
        needs=tuple(needs),
        head=head,
        many=_ALL.search(question) is not None
        or "들" in {piece.nouns[-1] for piece in pieces if piece.nouns},
        planned=_PLANNED.search(question) is not None,
        is_span=re.search(r"언제부터|언제까지|얼마 동안|얼마나 오래|몇 년 동안|몇 년간", question)
        is not None,
        years=frozenset(_YEAR.findall(question)),
    )


def _head(pieces: Sequence[KoreanPiece]) -> str:
    """The noun asked for: behind 몇, 어느, 어떤 or 무슨, or what is said to be 누구, 어디, 무엇, 얼마 or 언제."""
    for at, piece in enumerate(pieces):
        if piece.word in {"어느", "어떤", "무슨"} and at + 1 < len(pieces):
            return _last_noun(pieces[at + 1])
        if piece.word.startswith("몇"):
            rest = piece.word.removeprefix("몇")
            following = [other for other in pieces[at + 1 :] if other.kind == "noun"]
            number = rest or (_last_noun(following[0]) if following else "")
            unit = (
                [_last_noun(other) for other in following[:2]] if number in {"억", "만", "천", "백"} else []
            )
            return unit[-1] if unit and not rest else number
    for before, piece, after in zip(pieces, pieces[1:], [*pieces[2:], None], strict=False):
        is_last = after is None or after.word == "있다"
        if is_last and piece.word.startswith(("누", "어디", "무엇", "뭐", "얼마", "언제")):
            return _last_noun(before) if before.kind == "noun" else ""
    return ""


def _last_noun(piece: KoreanPiece) -> str:
    plain = [noun for noun in piece.nouns if noun != "들"]
    return plain[-1] if plain and not piece.is_name else piece.word


def _wanted(question: str, word: str, head: str, needs: Sequence[Need]) -> Wanted:
    if not word and _ELLIPTIC.search(question):
        return Wanted.DEFINITION if re.search(r"란\s*\??$", question) else Wanted.THING
    if not word:
        return Wanted.THING if _ALL.search(question) or question.rstrip().endswith(".") else Wanted.YES_NO
    only = [need for need in needs if need.kind != "value"]
    if _DEFINES.search(question) and len(only) == 1 and only[0].text.endswith(head):
        return Wanted.DEFINITION
    if word[0] in _BY_WORD:
        return _BY_WORD[word[0]]
    if _WORKS.search(question):
        return Wanted.ROLE
    by_head = next((wanted for heads, wanted in _BY_HEAD if head in heads), None)
    return by_head or _thing_wanted(question, word, head)


def _thing_wanted(question: str, word: str, head: str) -> Wanted:
    if word == "몇" or head in _MEASURES:
        return Wanted.NUMBER
    placed = word == "어디" and re.search(
        r"어디(?:에|에서|로|까지|부터)?\s*(?!이|인|입|였|일|야|예)\S*", question
    )
    return Wanted.PLACE if placed or (word == "어디" and not head) or head in _PLACES else Wanted.THING


def _values(question: str) -> Iterator[Need]:
    for found in _CODE.findall(question):
        yield Need("value", found, (found.casefold(),), _WORTH["value"])


def _needs(pieces: Sequence[KoreanPiece], names: "set[str]") -> Iterator[Need]:
    after_number = False
    joined = _parts_of_names(pieces)
    for at, piece in enumerate(pieces):
        if piece.word.startswith(tuple(_ASKING_WORDS)) or piece.nouns[:1] == ("누",):
            after_number = piece.word.startswith("몇")
            continue
        if piece.kind == "verb" and piece.word not in _LIGHT:
            yield Need("predicate", piece.word, (piece.word,), _WORTH["predicate"], is_verb=True)
        elif joined.get(at):
            yield Need("name", joined[at], (joined[at],), _WORTH["name"])
        elif piece.kind == "noun" and at not in joined:
            yield from _noun_needs(piece, names, counted=after_number)
            described = at + 1 < len(pieces) and piece.particle == "의"
            after_number = after_number and piece.word in {"억", "만", "천", "백"} and not described


def _parts_of_names(pieces: Sequence[KoreanPiece]) -> dict[int, str]:
    """Names of several words (존 F. 케네디): for each place but the first of such a name nothing, for the first all of it."""
    found: dict[int, str] = {}
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if before and before.kind == "noun" and before.is_name and not before.particle and piece.is_name:
            first = max((place for place in found if found[place] and place < at), default=at - 1)
            if first != at - 1 and at - 1 not in found:
                first = at - 1
            found[first] = f"{found.get(first) or pieces[first].word} {piece.word}"
            found[at] = ""
    return found


def _noun_needs(piece: KoreanPiece, names: "set[str]", *, counted: bool) -> Iterator[Need]:
    word = re.sub(r"들$", "", piece.word)
    if (
        re.fullmatch(r"[\d.,]+(?:년|월|일)?", word)
        or _CODE.fullmatch(word)
        or word in _EMPTY
        or word in _DATES
    ):
        return
    if word in {"억", "만", "천", "백"}:
        return
    if verb := _LIFE_NOUNS.get(word):
        yield Need("predicate", word, (verb,), _WORTH["predicate"])
        return
    if counted and piece.word.isascii():
        yield Need("word", word, (word,), 0.5)
        return
    known = len(piece.nouns) > 1 and word in names
    if known or piece.is_name:
        longest = max(
            (name for name in names if word.startswith(name) and len(name) > 1), key=len, default=""
        )
        rest = word.removeprefix(longest)
        if longest and rest and rest in piece.nouns and len(rest) > 1 and not piece.is_name:
            yield Need("name", longest, (longest,), _WORTH["name"])
            yield Need("word", rest, (rest,), _WORTH["word"])
            return
        yield Need("name", word, (word,), _WORTH["name"])
        return
    yield Need("word", word, (word,), 0.5 if counted else _WORTH["word"])


def _as_asked(need: Need, head: str, pieces: Sequence[KoreanPiece], question: str) -> Need:
    """The need with the weight of what is asked for: "설립한 사람" asks by the verb, "X의 전임자" by the noun."""
    if need.kind != "word" or not head or not need.text.endswith(head) or need.weight < _WORTH["word"]:
        return need
    if re.search(rf"(?:어느|어떤|무슨) {re.escape(need.text)}", question):
        return replace(need, weight=0.3)
    described = any(before.modifies and piece.word.endswith(need.text) for before, piece in pairwise(pieces))
    return replace(need, weight=0.3) if described else replace(need, kind="predicate", weight=1.5)


def _with_predicate(needs: Sequence[Need]) -> list[Need]:
    """The needs, the last word a predicate where there is no other."""
    if any(need.kind == "predicate" for need in needs):
        return list(needs)
    last = next(
        (need for need in reversed(needs) if need.kind == "word" and need.weight >= _WORTH["word"]), None
    )
    return [replace(need, kind="predicate", weight=1.5) if need is last else need for need in needs]


def _with_whole_phrases(needs: Sequence[Need]) -> list[Need]:
    """The needs, what two words say together as one: 세상을 떠나다."""
    texts = {need.text for need in needs}
    if not {"세상", "떠나다"} <= texts:
        return list(needs)
    rest = [need for need in needs if need.text not in {"세상", "떠나다"}]
    return [*rest, Need("predicate", "죽다", ("죽다",), _WORTH["predicate"], is_verb=True)]


def _without_repeats(needs: Sequence[Need]) -> list[Need]:
    unique = {(need.kind, korean_root(need.text)): need for need in needs}
    return list(unique.values())
