"""What brackets behind a Korean name say: other names, where it is, and when a person was born and died."""

import re
from collections.abc import Iterator, Sequence

from extraction.lexicon.korean_words import UNKNOWN
from extraction.rules.korean.gazetteer import known_type
from extraction.rules.korean.looks import is_like_person
from extraction.rules.korean.noun_phrase import PERSON, KoreanPhrase
from extraction.rules.korean.statement import ALSO_KNOWN_AS, LOCATED_IN, Case, KoreanStatement
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme, morphemes

_DATE = r"(?:기원전 ?)?\d{1,4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?"
_LIFE = re.compile(rf"(?:^|[,;] ?|\s)(?P<born>{_DATE})[^,;~]{{0,20}}?\s*[~–—-]\s*(?P<died>{_DATE})?")
_OF_OFFICE = re.compile("재위|임기|재임|즉위|활동")
_SHORTEST_LIFE = 15
_FULL_DAY = re.compile(r"\d{3,4}년 ?\d{1,2}월 ?\d{1,2}일")
_LABEL = re.compile(r"^[가-힣 ]{2,12}[:：]\s*")
_FOREIGN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){0,4}|[\u4e00-\u9fff]{2,8}")
_HANGUL_NAME = re.compile(r"[가-힣]{2,8}")
_LIFE_OF_PERSON = "태어나다", "사망하다"
# Which of these is meant the name's type decides: states and bodies, then events.
_LIVES_OF_OTHERS = ("건국되다", "멸망하다"), ("시작되다", "끝나다")
_MADE = frozenset({"Work", "Film", "Album", "Song", "Series", "Game", "Periodical"})
_WIDER = frozenset({"Country", "Region"})


def of_asides(
    writing: Writing, found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanPhrase]
) -> Iterator[KoreanStatement]:
    """The statements of the brackets that stand right behind a name."""
    names = {found[nominal.last].end: nominal for nominal in nominals if nominal.is_name}
    for place, content in writing.asides:
        if (name := names.get(place)) is not None:
            yield from _of_aside(name, content)


def _of_aside(name: KoreanPhrase, content: str) -> Iterator[KoreanStatement]:
    life = _LIFE.search(content)
    if life is not None and not _OF_OFFICE.search(content[: life.end("born")]):
        case: Case = "time" if _FULL_DAY.match(life["born"]) else "life"
        is_life = not life["died"] or _year(life["died"]) - _year(life["born"]) >= _SHORTEST_LIFE
        for at, date in enumerate((life["born"], life["died"])):
            if date:
                if is_life:
                    yield KoreanStatement(name, _LIFE_OF_PERSON[at], _date(date), case, date)
                for verbs in _LIVES_OF_OTHERS:
                    yield KoreanStatement(name, verbs[at], _date(date), "life", date)
    parts = [_LABEL.sub("", part).strip() for part in re.split(r"\s*[,;]\s*", content)]
    for other in parts:
        if _FOREIGN.fullmatch(other) or (len(parts) == 1 and _is_other_name(other, name)):
            place = known_type(other)
            inside = place in _WIDER and name.type not in _WIDER | {UNKNOWN}
            relation = LOCATED_IN if inside else ALSO_KNOWN_AS
            kind = place if inside and place else name.type
            if other != name.text:
                yield KoreanStatement(name, relation, _named(other, kind), "noun", other)


def _is_other_name(text: str, name: KoreanPhrase) -> bool:
    """Whether a Hangul name in brackets is another name, and not who made or played it: 토이(유희열)."""
    found = morphemes(text) if _HANGUL_NAME.fullmatch(text) else []
    made = name.type in _MADE or (name.type != PERSON and is_like_person(text))
    return bool(found) and all(each.tag == "NNP" for each in found) and not made


def _year(date: str) -> int:
    year = int(re.sub(r"년.*|\D", "", date))
    return -year if date.startswith("기원전") else year


def _date(text: str) -> KoreanPhrase:
    return KoreanPhrase(text, 0, 0, "date", "Date", "apart")


def _named(text: str, kind: str) -> KoreanPhrase:
    kind = PERSON if kind == UNKNOWN and is_like_person(text) else kind
    return KoreanPhrase(text, 0, 0, "name", kind, "apart")
