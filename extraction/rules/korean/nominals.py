"""The noun phrases of an analysed Korean sentence, with the particle that gives each its role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.text.korean import KoreanMorpheme

Kind = Literal["name", "date", "concept", "pronoun"]
Role = Literal["topic", "subject", "object", "genitive", "place", "time", "with", "as", "copula", "bare"]

_NOUNS = frozenset({"NNG", "NNP", "NNB", "XPN", "XSN", "XR", "SL", "SH", "SN", "NR"})
_PRONOUNS = frozenset({"그", "그녀"})
_ROLES: dict[str, Role] = {
    "은": "topic",
    "는": "topic",
    "이": "subject",
    "가": "subject",
    "께서": "subject",
    "을": "object",
    "를": "object",
    "의": "genitive",
    "에서": "place",
    "에": "place",
    "로": "as",
    "으로": "as",
    "로서": "as",
    "으로서": "as",
    "와": "with",
    "과": "with",
}
_PARTICLES = frozenset({"JX", "JKS", "JKO", "JKG", "JKB", "JC"})
_DATE = re.compile(r"\d{3,4}년(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?|\d{1,2}세기")
_ENDINGS = {
    "Organization": (
        "대학교 대학 회사 그룹 은행 전자 협회 위원회 학회 연구소 연구원 재단 정부 정당 신문 방송 학교 고등학교 과학기술원 박물관 도서관 "
        "출판사 기업 구단 집현전 의회 학당 왕립학회 천문대"
    ),
    "Place": "국 시 도 군 구 산 강 섬 공화국 역 궁 왕국 제국 공원 마을 특별시 광역시 반도 시티 거리 호수 묘지",
    "Person": "왕 대왕 박사 교수 장군 선생 대통령 씨 여사 백작 남작 경 부인",
    "Event": "전쟁 대전 해전 혁명 전투 대회 올림픽 박람회 운동",
    "Work": "소설 영화 노래 시집 논문 교향곡 책",
}
_TYPE_OF = {ending: type_name for type_name, endings in _ENDINGS.items() for ending in endings.split()}
_ORDINALS = frozenset({"번", "째", "번째"})  # of "네 번째 임금"
_COUNTRY = "국"  # part of the name itself: 영국, 미국
_UNKNOWN = "Thing"


@dataclass(frozen=True, slots=True)
class KoreanNominal:
    """A noun phrase: its text and span in the sentence, what kind it is, and its role.

    `last` is the index of its last morpheme; `type` is "Thing" for a name that shows none.
    """

    text: str
    start: int
    end: int
    kind: Kind
    type: str
    role: Role
    last: int


def nominals(sentence: str, found: Sequence[KoreanMorpheme]) -> list[KoreanNominal]:
    """The noun phrases in order; nouns of one phrase touch, or follow each other after a space."""
    return [
        nominal
        for first, last in _runs(found)
        if (nominal := _nominal(sentence, found, first, last)) is not None
    ]


def _runs(found: Sequence[KoreanMorpheme]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for index, morpheme in enumerate(found):
        inside = morpheme.tag in _NOUNS or (morpheme.tag == "NP" and morpheme.form in _PRONOUNS)
        apart = first is not None and morpheme.start > found[index - 1].end
        dated = first is not None and apart and _ends_date(found, first, index)
        if first is not None and (not inside or dated):
            yield first, index - 1
            first = None
        if inside and first is None:
            first = index
    if first is not None:
        yield first, len(found) - 1


def _ends_date(found: Sequence[KoreanMorpheme], first: int, index: int) -> bool:
    """Whether a date is before `index` and something else than its month or day follows ("1443년 집현전")."""
    return found[first].tag == "SN" and found[index - 1].tag == "NNB" and found[index].tag != "SN"


def _nominal(sentence: str, found: Sequence[KoreanMorpheme], first: int, last: int) -> KoreanNominal | None:
    while first < last and found[first].form in _ORDINALS:
        first += 1
    start, end = found[first].start, found[last].end
    text = sentence[start:end]
    kind = _kind(found[first : last + 1], text)
    if kind is None:
        return None
    type_name = {"date": "Date", "concept": "Concept", "pronoun": "Person"}.get(kind) or _name_type(
        found[last].form, text
    )
    return KoreanNominal(text, start, end, kind, type_name, _role(found, last), last)


def _kind(morphemes: Sequence[KoreanMorpheme], text: str) -> Kind | None:
    tags = {morpheme.tag for morpheme in morphemes}
    if tags == {"NP"}:
        return "pronoun"
    if _DATE.fullmatch(text):
        return "date"
    if tags <= {"SN", "NNB", "NR", "XSN"} or len(text) < 2:
        return None
    named = "NNP" in tags or any(m.tag == "SL" and m.form[:1].isupper() for m in morphemes)
    touches = " " not in text
    ends_named = morphemes[-1].tag in {"NNP", "SL"} or _name_type(morphemes[-1].form, text) != _UNKNOWN
    return "name" if named and (touches or ends_named) and morphemes[-1].form != "들" else "concept"


def _name_type(last_form: str, text: str) -> str:
    longest = max(
        (ending for ending in _TYPE_OF if text.endswith(ending) and text != ending), key=len, default=""
    )
    if longest and (len(longest) > 1 or longest in (_COUNTRY, last_form)):
        return _TYPE_OF[longest]
    return _UNKNOWN


def _role(found: Sequence[KoreanMorpheme], last: int) -> Role:
    if last + 1 >= len(found):
        return "bare"
    following = found[last + 1]
    if following.tag == "VCP":
        return "copula"
    return _ROLES.get(following.form, "bare") if following.tag in _PARTICLES else "bare"
