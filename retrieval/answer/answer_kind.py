"""Whether a sentence has the kind of thing that a question asks for."""

import re
from functools import lru_cache

from kg.lexicon.word_relations import related_words
from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import dictionary_forms, english_words
from kg.text.hangul import has_hangul
from kg.text.korean_phrases import korean_pieces
from kg.text.quantity import same_unit
from kg.text.word_lists import MONTHS, words
from retrieval.answer.spoken_words import spoken_words
from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked, Need, Wanted
from retrieval.question.name_spans import name_spans

_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_DATE = re.compile(
    rf"{_YEAR.pattern}|\b(?:{MONTHS})\b|\bcentury\b|\b\d{{1,2}}:\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\d+\s*(?:년|월|일|세기|시)|[월화수목금토일]요일|\b(?:yesterday|today|tomorrow|every|daily|weekly|noon|midnight)\b|매[일주월년]|해마다",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{MONTHS})\b|\d+\s*월", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d[\d.,]*\d(?![A-Za-z]*\d)|(?<![A-Za-z\d])\d")
_OFTEN = re.compile(
    r"(?i)\b(?:every|each|daily|weekly|monthly|yearly|annually|once|twice|times|per|always|never)\b|매[일주월년달]|마다|번|차례"
)
_AFTER_A_TIME = re.compile(r"(?i)\b\d+ (?:\w+ )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?)\b")
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[월화수목금토일]요일")
_NUMBER_WORD = re.compile(
    r"(?i)\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|"
    r"forty|fifty|hundred|thousand|million|dozen|half|no|nothing|none|once|twice|free)\b"
)
_KOREAN_NUMBER = re.compile(
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두|스무|서른|마흔|쉰|백|천|만|수십|수백|절반|없)(?=\s|[가-힣])"
)
_REASON = re.compile(
    r"(?i)\b(?:because|since|due|owing|so that|in order|therefore|thus|as a result|to avoid|for fear|led to|caused?|thanks to|reason|"
    r"why|after|when|so|for|to)\b|때문|덕분|탓|까닭|이유|원인|므로|니까|려고|위하|위해|아서|어서|여서|으로|로 |느라|바람에|해서|없어|자 "
)
_PREPOSITION = re.compile(
    r"(?i)\b(?:in|at|on|from|near|to|under|behind|beside|between|into|opposite|along|off)\b"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_LIFE = words("born die death birth live life 태어나다 죽다 사망하다 출생하다 별세하다 생년월일 생몰년")
_SPAN = re.compile(
    rf"{YEAR_IN_TEXT}\D{{1,16}}{YEAR_IN_TEXT}|\d+ (?:years|months|weeks|days|hours)|\d+\s*(?:년|개월|주|일|시간) ?(?:동안|간)"
)
_SINCE = re.compile(r"(?i)\bsince\b|부터|이래")
_KOREAN_ROLE = re.compile(
    r"[가-힣](?:장|자|가|원|사|수|인|관|부|공|꾼|의원|교수|대표|감독|선생|작가|배우|시인|어부|화가)"
    r"(?:이|였|이었|이자|이며|이고|인 |로 |으로 |를 |을 |도 |가 되|이 되|은 |는 )"
)
_KOREAN_ROLE_OF_NAME = re.compile(
    r"[가-힣](?:장|자|가|원|사|수|인|관|교수|대표|감독|시인) [가-힣]{2,4}(?:이다|였다|이었다|이며|이고)"
)
_TITLED = re.compile(r"[《〈「『\"“*]")
_LOCATED = re.compile(
    r"(?i)\b(?:is|are|was|were|lies?|lay|stands?|stood|sits?|located|situated|based|headquartered|lives?|lived|keeps?|kept|found|held)\b"
    r"[^.;]{0,40}\b(?:in|at|on|near|by|off|under|behind|beside|opposite|between)\b|(?:에|에서) ?(?:있|위치|자리|놓|살|세워|열)|시작하여"
)
_PLACES_KO = ("에", "에서", "으로", "로", "까지", "에는")
_PERSONS = words("person people man woman child")


def has_wanted(asked: Asked, statement: Statement) -> float:
    """1.0 where something of the kind asked for, which the question does not have, is in the sentence; 0..1."""
    text = statement.text
    if asked.wanted in {Wanted.YES_NO, Wanted.DEFINITION}:
        return 1.0
    check = {
        Wanted.DATE: _has_date,
        Wanted.NUMBER: _has_number,
        Wanted.PERSON: _has_person,
        Wanted.PLACE: _has_place,
        Wanted.REASON: _has_reason,
        Wanted.ROLE: _has_role,
    }.get(asked.wanted)
    if asked.head == "제목" and statement.kind == "prose" and not _TITLED.search(text):
        return 0.0
    if check is None and _compares(asked, text):
        return 1.0
    return check(asked, statement, text) if check is not None else float(_new_words(asked, text))


def _compares(asked: Asked, text: str) -> bool:
    """Whether it names two things of the question beside each other, one of which is the answer: "Which is faster, A or B?"."""
    held = [need for need in asked.of_kind("name") if spoken_words(text).says(need) >= 0.9]
    return len(held) > 1


def _has_date(asked: Asked, statement: Statement, text: str) -> float:
    if asked.head in {"month", "월", "day"}:
        return float(
            _MONTH.search(text) is not None or (asked.head == "day" and _WEEKDAY.search(text) is not None)
        )
    if _AFTER_A_TIME.search(text) and not asked.years:
        return 0.9
    if asked.is_span and not (_SPAN.search(text) or _SINCE.search(text)):
        return 0.4
    outside = text if statement.kind == "row" else _BRACKETED.sub(" ", text)
    born = any(_LIFE & set(need.words) for need in asked.needs)
    found = {match[0] for match in _DATE.finditer(text if born else outside)} - asked.years
    new = {one for one in found if not any(one.casefold() in need.words for need in asked.of_kind("value"))}
    return float(bool(new) or (asked.years != frozenset() and len(found) > 0))


def _has_number(asked: Asked, statement: Statement, text: str) -> float:
    known = {word for need in asked.of_kind("value") for word in need.words} | asked.years
    known |= (
        {word for need in asked.of_kind("name") for word in need.words}
        if statement.kind == "prose"
        else set()
    )
    plain = " ".join(text.split())
    if any(need.text.casefold() in {"often", "자주"} for need in asked.needs):
        return float(_OFTEN.search(plain) is not None)
    numbers = [match for match in _NUMBER.finditer(plain) if match[0].casefold() not in known]
    if statement.kind == "row":
        return float(bool(numbers))
    if _counts_head(asked, plain, numbers):
        return 1.0
    free = [match for match in numbers if not (_YEAR.fullmatch(match[0]) or _is_date_part(plain, match))]
    worded = _NUMBER_WORD.search(plain) or (has_hangul(plain) and _KOREAN_NUMBER.search(plain))
    if not free and not worded:
        return 0.0
    return 0.8 if free or not asked.head else 0.7


def _counts_head(asked: Asked, text: str, numbers: "list[re.Match[str]]") -> bool:
    """Whether a number stands before the noun that is counted, or before a unit of its kind."""
    if not asked.head:
        return False
    for match in numbers:
        behind = text[match.end() :].strip(" -")[:40]
        if has_hangul(asked.head) and behind.replace(" ", "").startswith(asked.head):
            return True
        following = english_words(behind)[:3]
        if any(
            same_unit(word, asked.head) for word in [*following[:1], behind.split(" ")[0] if behind else ""]
        ):
            return True
        if asked.head in _PERSONS and any(map(_is_person, following[:2])):
            return True
        need = Need("word", asked.head, (asked.head,))
        if following and spoken_words(" ".join(following)).says(need):
            return True
    return False


def _is_date_part(text: str, number: "re.Match[str]") -> bool:
    behind = text[number.end() :].lstrip()
    return (
        behind.startswith(("년", "월", "일 ", "일에", "세기"))
        or re.match(rf"(?:{MONTHS})\b", behind) is not None
    )


def _has_person(asked: Asked, statement: Statement, text: str) -> float:
    if has_hangul(text):
        return float(_new_words(asked, text))
    names = [name for name in name_spans(text, "en") if not _is_known(asked, name) and not name[0].isdigit()]
    if any(not (text.startswith(name) and _is_plain_word(name)) for name in names):
        return 1.0
    if re.match(r"(?:She|He) ", text) and not _is_known(asked, statement.title):
        return 0.9
    nouns = [word for word in english_words(text) if _is_person(word)]
    return 0.7 if any(not _is_known(asked, noun) for noun in nouns) else 0.0


def _is_person(noun: str) -> bool:
    kinds = {kind for form in dictionary_forms(noun) for kind in related_words(form).wider}
    return bool(kinds & _PERSONS) and noun not in {"one", "other"}


def _is_plain_word(name: str) -> bool:
    """Whether it has its capital only because the sentence begins with it."""
    return " " not in name and any(map(any, map(related_words, dictionary_forms(name.casefold()))))


def _has_place(asked: Asked, statement: Statement, text: str) -> float:
    told = any(need.weight >= 1 for need in asked.of_kind("predicate", "word") if need.text != asked.head)
    if not told and statement.kind != "row" and not _LOCATED.search(text):
        return 0.0
    if has_hangul(text):
        pieces = [piece for piece in korean_pieces(text) if piece.kind == "noun"]
        places = [
            piece
            for piece in pieces
            if piece.particle.startswith(_PLACES_KO) and not piece.word[:1].isdigit()
        ]
        return (
            1.0
            if any(not _is_known(asked, piece.word) for piece in places)
            else 0.6 * _new_words(asked, text)
        )
    if statement.kind == "row":
        return float(_new_words(asked, text))
    names = [name for name in name_spans(text, "en") if not _is_known(asked, name) and not name[0].isdigit()]
    placed = _PREPOSITION.search(_YEAR.sub(" ", text)) is not None
    return 1.0 if names and placed else 0.8 if placed or names else 0.0


def _has_reason(_asked: Asked, _statement: Statement, text: str) -> float:
    return 1.0 if _REASON.search(text) else 0.5


def _has_role(asked: Asked, statement: Statement, text: str) -> float:
    if has_hangul(text):
        told = _KOREAN_ROLE.search(text) or _KOREAN_ROLE_OF_NAME.search(text)
        return float(statement.kind == "row" or told is not None)
    names = asked.of_kind("name")
    if statement.kind == "row" or not names:
        return float(any(_is_role(word) and not _is_known(asked, word) for word in english_words(text)))
    return float(any(_is_role(word) for need in names for word in _beside(need.text, text)))


def _beside(name: str, text: str) -> list[str]:
    """The words that stand behind a name, up to the next name, and right before it."""
    found: list[str] = []
    for match in re.finditer(re.escape(name), text):
        behind = re.split(r"[A-Z]", text[match.end() :], maxsplit=1)[0]
        before = re.findall(r"(?:^|[^a-z])((?:[a-z-]+ )+)$", text[: match.start()])
        found += [*english_words(behind)[:12], *english_words(" ".join(before))]
    return found


@lru_cache(maxsize=5_000)
def _is_role(noun: str) -> bool:
    wider = related_words(noun).wider
    return bool(wider & {"person", "worker", "leader", "official"}) and "name" not in wider


def _is_known(asked: Asked, text: str) -> bool:
    """Whether the question has it: by all its words."""
    known = {word.casefold() for need in asked.needs for word in need.words}
    return all(
        word.casefold() in known for word in (text.split() if has_hangul(text) else english_words(text))
    )


def _new_words(asked: Asked, text: str) -> bool:
    if has_hangul(text):
        nouns = [piece.word for piece in korean_pieces(text) if piece.kind == "noun"]
        return any(
            not any(word in noun or noun in word for need in asked.needs for word in need.words)
            for noun in nouns
        )
    return any(not _is_known(asked, word) for word in english_words(text))
