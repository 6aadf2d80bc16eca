"""What brackets behind a Korean name say: other names, where it is, and when a person was born and died."""

import re
from collections.abc import Iterator, Sequence

from extraction.rules.korean.gazetteer import known_type
from extraction.rules.korean.nominal import KoreanNominal
from extraction.rules.korean.statement import ALSO_KNOWN_AS, LOCATED_IN, Case, KoreanStatement
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme, morphemes

_DATE = r"(?:기원전 ?)?\d{1,4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?"
_LIFE = re.compile(rf"(?:^|[,;] ?|\s)(?P<born>{_DATE})[^,;~]{{0,20}}?\s*[~–—-]\s*(?P<died>{_DATE})?")
_FULL_DAY = re.compile(r"\d{3,4}년 ?\d{1,2}월 ?\d{1,2}일")
_LABEL = re.compile(r"^[가-힣 ]{2,12}[:：]\s*")
_FOREIGN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){0,4}|[\u4e00-\u9fff]{2,8}")
_HANGUL_NAME = re.compile(r"[가-힣]{2,8}")
_WIDER = frozenset({"Country", "Region"})


def of_asides(
    writing: Writing, found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanNominal]
) -> Iterator[KoreanStatement]:
    """The statements of the brackets that stand right behind a name."""
    names = {found[nominal.last].end: nominal for nominal in nominals if nominal.is_name}
    for place, content in writing.asides:
        if (name := names.get(place)) is not None:
            yield from _of_aside(name, content)


def _of_aside(name: KoreanNominal, content: str) -> Iterator[KoreanStatement]:
    life = _LIFE.search(content)
    if life is not None:
        case: Case = "time" if _FULL_DAY.match(life["born"]) else "life"
        for verb, date in (("태어나다", life["born"]), ("사망하다", life["died"])):
            if date:
                yield KoreanStatement(name, verb, _date(date), case, date)
    for part in re.split(r"\s*[,;]\s*", content):
        other = _LABEL.sub("", part).strip()
        if _FOREIGN.fullmatch(other) or _is_name(other):
            place = known_type(other)
            inside = place in _WIDER and known_type(name.text) != place
            relation = LOCATED_IN if inside else ALSO_KNOWN_AS
            kind = place if inside and place else name.type
            if other != name.text:
                yield KoreanStatement(name, relation, _named(other, kind), "noun", other)


def _is_name(text: str) -> bool:
    found = morphemes(text) if _HANGUL_NAME.fullmatch(text) else []
    return bool(found) and all(each.tag == "NNP" for each in found)


def _date(text: str) -> KoreanNominal:
    return KoreanNominal(text, 0, 0, "date", "Date", "apart")


def _named(text: str, kind: str) -> KoreanNominal:
    return KoreanNominal(text, 0, 0, "name", kind, "apart")
