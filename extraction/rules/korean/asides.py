"""What brackets behind a Korean name say: other names, where it is, and when a person was born and died."""

import re
from collections.abc import Iterator, Sequence

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.gazetteer import known_type
from extraction.rules.korean.looks import is_like_person
from extraction.rules.korean.noun_phrase import PERSON, KoreanPhrase
from extraction.rules.korean.statement import ALSO_KNOWN_AS, LOCATED_IN, Case, KoreanStatement
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme, morphemes

_DATE = r"(?:기원전 ?|서기 ?)?\d{1,4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?"
_YEAR = r"(?<![\d,.])\d{3,4}(?=\s*[~–—-]\s*(?:\d{3,4}|$))"
_LIFE = re.compile(
    rf"(?:^|[,;:] ?|\s)(?P<born>{_DATE}|{_YEAR})[^,;~]{{0,20}}?\s*[~–—-]\s*(?P<died>{_DATE}|\d{{3,4}}(?!\d))?"
)
_ONE_YEAR = re.compile(r"\d{4}년?")
_MEASURE = re.compile(r"(?P<attribute>[가-힣]+) (?P<value>(?:약 ?)?\d[\d,.]*.{0,8})")
_OF_OFFICE = re.compile("재위|임기|재임|즉위|활동")
_SHORTEST_LIFE = 15
_FULL_DAY = re.compile(r"\d{3,4}년 ?\d{1,2}월 ?\d{1,2}일")
_LABEL = re.compile(rf"^(?:[가-힣 ]{{2,12}}[:：]\s*|(?:{'|'.join(sorted(lexicon().namings))}) (?=[A-Z]))")
_ENDS_IN_YEARS = re.compile(r"\s\d{3,4}\s*[~–—-]\s*\d{3,4}$")
_FOREIGN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){0,7}|[\u4e00-\u9fff]{2,8}")
_HANGUL_NAME = re.compile(r"[가-힣]{2,8}")
_LIFE_OF_PERSON = "태어나다", "사망하다"
# Which of these is meant the name's type decides: states and bodies, then events.
_LIVES_OF_OTHERS = ("건국되다", "멸망하다"), ("시작되다", "끝나다")
_OF_ONE_YEAR = "일어나다", "발매되다"
_PLAYED = frozenset({"Film", "Series"})
_MADE = frozenset({"Work", "Film", "Album", "Song", "Series", "Game", "Periodical"})
_AREAS = frozenset({"City", "Region", "Country"})
_DISTRICTS = ("동", "구", "읍", "면", "리", "군", "시")
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
    parts = [
        _ENDS_IN_YEARS.sub("", _LABEL.sub("", part)).strip() for part in re.split(r"\s*[,;]\s*", content)
    ]
    yield from _of_value(name, content)
    yield from _of_cast(name, parts)
    for other in parts:
        if _FOREIGN.fullmatch(other) or (len(parts) == 1 and _is_other_name(other, name)):
            place = known_type(other)
            inside = place in _WIDER and name.type not in _WIDER | {UNKNOWN}
            relation = LOCATED_IN if inside else ALSO_KNOWN_AS
            kind = place if inside and place else name.type
            if other != name.text:
                yield KoreanStatement(name, relation, _named(other, kind), "noun", other)


def _of_value(name: KoreanPhrase, content: str) -> Iterator[KoreanStatement]:
    """What a bracket of one value says: 글래스고(인구 58만), 중종반정(1506)."""
    measure = _MEASURE.fullmatch(content)
    if measure is not None and lexicon().is_attribute(measure["attribute"]):
        value = KoreanPhrase(measure["value"], 0, 0, "quantity", "Quantity", "apart")
        yield KoreanStatement(name, measure["attribute"], value, "noun", content)
    if _ONE_YEAR.fullmatch(content):
        for verb in _OF_ONE_YEAR:
            yield KoreanStatement(name, verb, _date(content), "life", content)


def _of_cast(name: KoreanPhrase, parts: Sequence[str]) -> Iterator[KoreanStatement]:
    """Who plays in a film or series that is followed by a row of persons: 화유기(오연서, 이승기 등)."""
    people = [part.removesuffix(" 등") for part in parts]
    if name.type in _PLAYED and len(people) > 1 and all(map(is_like_person, people)):
        for person in people:
            yield KoreanStatement(_named(person, PERSON), "출연하다", name, "noun", person)


def _is_other_name(text: str, name: KoreanPhrase) -> bool:
    """Whether a Hangul name in brackets is another name, and not who made or played it: 토이(유희열)."""
    found = morphemes(text) if _HANGUL_NAME.fullmatch(text) else []
    made = name.type in _MADE or (name.type != PERSON and is_like_person(text))
    inside = name.type in _AREAS and text.endswith(_DISTRICTS)  # 서울특별시(양재동)
    return bool(found) and all(each.tag == "NNP" for each in found) and not made and not inside


def _year(date: str) -> int:
    year = int(re.sub(r"년.*|\D", "", date))
    return -year if date.startswith("기원전") else year


def _date(text: str) -> KoreanPhrase:
    return KoreanPhrase(text, 0, 0, "date", "Date", "apart")


def _named(text: str, kind: str) -> KoreanPhrase:
    kind = PERSON if kind == UNKNOWN and is_like_person(text) else kind
    return KoreanPhrase(text, 0, 0, "name", kind, "apart")
