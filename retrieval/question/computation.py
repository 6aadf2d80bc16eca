"""What a question wants computed: the most or the least of something, a count, a comparison of two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import dictionary_forms
from kg.text.korean_phrases import KoreanPiece, korean_pieces
from kg.text.word_lists import words
from retrieval.question.asked import Asked, Wanted

ENGLISH_TIMES = words(
    "year date built build opened open founded found established establish completed complete constructed construction "
    "born birth launched launch made introduced start erected since"
)
KOREAN_TIMES = words(
    "연도 년도 연월일 날짜 일자 시기 건립 준공 완공 개통 개관 설립 창립 설치 점등 출생 생년 제작 건조 출시 개업"
)
_ENGLISH = {
    "long": (True, "length long"),
    "short": (False, "length height"),
    "tall": (True, "height tall"),
    "high": (True, "height altitude elevation high"),
    "low": (False, "height altitude elevation low"),
    "large": (True, "size area population capacity volume"),
    "big": (True, "size area population capacity volume"),
    "great": (True, "size area population"),
    "small": (False, "size area population capacity volume"),
    "heavy": (True, "weight mass"),
    "light": (False, "weight mass"),
    "fast": (True, "speed"),
    "slow": (False, "speed"),
    "wide": (True, "width breadth"),
    "broad": (True, "width breadth"),
    "narrow": (False, "width breadth"),
    "deep": (True, "depth"),
    "shallow": (False, "depth"),
    "thick": (True, "thickness"),
    "thin": (False, "thickness"),
    "expensive": (True, "cost price fee fare"),
    "dear": (True, "cost price fee fare"),
    "costly": (True, "cost price fee fare"),
    "cheap": (False, "cost price fee fare"),
    "populous": (True, "population"),
}
_ENGLISH_EARLY = words("old early")
_ENGLISH_LATE = words("new late young recent")
_KOREAN = {
    "길다": (True, "길이 연장"),
    "짧다": (False, "길이 연장"),
    "높다": (True, "높이 고도 해발"),
    "낮다": (False, "높이 고도 해발"),
    "크다": (True, "크기 면적 규모"),
    "작다": (False, "크기 면적 규모"),
    "넓다": (True, "면적 넓이 너비 폭"),
    "좁다": (False, "면적 넓이 너비 폭"),
    "무겁다": (True, "무게 중량"),
    "가볍다": (False, "무게 중량"),
    "빠르다": (True, "속도 속력"),
    "느리다": (False, "속도 속력"),
    "깊다": (True, "깊이 수심"),
    "얕다": (False, "깊이 수심"),
    "비싸다": (True, "가격 값 요금 비용"),
    "싸다": (False, "가격 값 요금 비용"),
    "저렴하다": (False, "가격 값 요금 비용"),
}
_KOREAN_EARLY = words("오래되다 이르다 먼저 일찍")
_KOREAN_LATE = words("새롭다 최근 늦다 나중 젊다 늦게")
_COMMON = words(
    "list listed record register according accord 개 명 채 곳 것 가지 건 대 척 마리 중 가운데 더 가장 제일 이전 이후 이상 이하 초과 미만 전 후 나열 목록 포함"
)
_REFUSED = re.compile(
    r"(?i)\b(?:not|never|without|except|excluding|besides|other than|second|third|fourth|fifth|next|two|three|four|five|top|average|mean|"
    r"total|sum|both|either|neither|nor)\b|n't\b|않|없|아닌|아니|제외|외에|두 번째|세 번째|평균|합계|합쳐|둘째|셋째"
)
_TIME_LIMIT = re.compile(
    rf"(?i)\b(?P<word>before|after|since|until|till|by|in|during|prior to|from)\s+(?:the\s+year\s+)?(?P<year>{YEAR_IN_TEXT})\b"
)
_BETWEEN = re.compile(rf"(?i)\b(?:between|from)\s+({YEAR_IN_TEXT})\s+(?:and|to|until)\s+({YEAR_IN_TEXT})\b")
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_NUMBER_LIMIT = re.compile(
    rf"(?i)\b(?P<word>more than|over|above|at least|no less than|less than|fewer than|under|below|at most|no more than|(?P<than>\w+er) than)\s+"
    rf"{_NUMBER}(?:\s+(?P<unit>[^\W\d_]+))?"
)
_TIME_LIMIT_KO = re.compile(rf"(?P<year>{YEAR_IN_TEXT})년\s*(?P<word>이전|이후|전|후|부터|까지|에)")
_NUMBER_LIMIT_KO = re.compile(
    rf"{_NUMBER}\s*(?P<unit>[^\s\d이초미보]{{1,6}})?\s*(?P<word>이상|이하|초과|미만|보다 (?P<than>\S+))"
)

Bound = Literal["below", "above", "at most", "at least", "within"]
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(
        ("before", "prior to", "less than", "fewer than", "under", "below", "미만", "전", "이전"), "below"
    ),
    **dict.fromkeys(("after", "more than", "over", "above", "초과", "후", "이후"), "above"),
    **dict.fromkeys(("until", "till", "by", "at most", "no more than", "까지", "이하"), "at most"),
    **dict.fromkeys(("since", "from", "at least", "no less than", "부터", "이상"), "at least"),
    **dict.fromkeys(("in", "during", "에"), "within"),
}
_UNSURE_AT_THE_BOUND = words("이전 이후 전 후")


@dataclass(frozen=True)
class Measure:
    """What is compared: a number of which the head of a column has one of the words, or a time.

    `noun` is what the adjective stands at ("the highest rent"): where it has a column, that one is compared.
    """

    words: frozenset[str]
    is_time: bool = False
    noun: str = ""


@dataclass(frozen=True)
class Limit:
    """A bound that counted things keep; `is_unsure` where a value that is the bound itself may be meant or not."""

    measure: Measure
    bound: Bound
    words: str
    unit: str = ""
    is_unsure: bool = False


@dataclass(frozen=True)
class Computation:
    """What is to be computed over the rows of a table; `spoken` are words of the question that say so.

    `extreme` is what the most (`is_high`) or the least is asked of; without it the rows within the `limits` are counted.
    """

    extreme: Measure | None = None
    is_high: bool = True
    limits: tuple[Limit, ...] = ()
    spoken: frozenset[str] = frozenset()


def computation_of(asked: Asked) -> Computation | None:
    """What the question wants computed over the rows of a table; None where it wants nothing of the kind."""
    if _REFUSED.search(asked.question):
        return None
    korean = asked.language == "ko"
    limits, taken = _korean_limits(asked) if korean else _english_limits(asked)
    found = _korean_extreme(asked.question) if korean else _english_extreme(asked.question)
    if found is not None:
        measure, is_high, spoken = found
        return Computation(measure, is_high, tuple(limits), frozenset({*spoken, *taken, *_COMMON}))
    counted = r"몇\s*\S" if korean else r"(?i)\bhow many\b"
    if asked.wanted is not Wanted.NUMBER or re.search(counted, asked.question) is None:
        return None
    return Computation(limits=tuple(limits), spoken=frozenset({*taken, *_COMMON}))


def _english_extreme(question: str) -> tuple[Measure, bool, set[str]] | None:
    tokens = [match[0] for match in re.finditer(r"[^\W\d_]+", question)]
    for word, after in pairwise([*tokens, ""]):
        plain, forms = word.casefold(), dictionary_forms(word.casefold())
        if plain in {"most", "fewest", "least"} and after:
            found = measure_of(after.casefold(), is_more=plain == "most")
            if found is not None:
                return found[0], found[1], {plain, after.casefold(), *dictionary_forms(after.casefold())}
            return Measure(dictionary_forms(after.casefold())), plain == "most", {plain}
        if plain in {"first", "last", "latest"}:
            return Measure(ENGLISH_TIMES, is_time=True), plain != "first", {plain, "late"}
        if plain.endswith("est"):
            found = next((one for form in sorted(forms) if (one := measure_of(form))), None)
            if found is not None:
                return replace(found[0], noun=after.casefold()), found[1], {plain, *forms}
    return None


def measure_of(adjective: str, *, is_more: bool = True) -> tuple[Measure, bool] | None:
    """What an adjective in dictionary form measures, and whether the more of it is the larger number or the later time."""
    if adjective in _ENGLISH or adjective in _KOREAN:
        is_high, names = _ENGLISH.get(adjective) or _KOREAN[adjective]
        return Measure(words(names)), is_high == is_more
    if adjective in _ENGLISH_EARLY | _ENGLISH_LATE:
        return Measure(ENGLISH_TIMES, is_time=True), (adjective in _ENGLISH_LATE) == is_more
    if adjective in _KOREAN_EARLY | _KOREAN_LATE:
        return Measure(KOREAN_TIMES, is_time=True), (adjective in _KOREAN_LATE) == is_more
    return None


def _korean_extreme(question: str) -> tuple[Measure, bool, set[str]] | None:
    pieces = korean_pieces(question)
    at = next((at for at, piece in enumerate(pieces) if piece.word in {"가장", "제일"}), None)
    return korean_measure(pieces, at) if at is not None and at + 1 < len(pieces) else None


def korean_measure(pieces: Sequence[KoreanPiece], at: int) -> tuple[Measure, bool, set[str]] | None:
    """What is compared where 가장 or 더 stands at this place: by the adjective behind, of 많다 and 적다 the noun before."""
    adjective = pieces[at + 1].word
    if adjective in {"많다", "적다"}:
        noun = pieces[at - 1].word if at and pieces[at - 1].kind == "noun" else ""
        return (Measure(frozenset({noun})), adjective == "많다", {adjective}) if noun else None
    found = measure_of(adjective)
    is_of = at > 0 and pieces[at - 1].kind == "noun" and pieces[at - 1].particle in {"이", "가"}
    noun = pieces[at - 1].word if is_of else ""
    return (replace(found[0], noun=noun), found[1], {adjective}) if found else None


def _english_limits(asked: Asked) -> tuple[list[Limit], set[str]]:
    question, found, taken = asked.question, list[Limit](), set[str]()
    time = Measure(ENGLISH_TIMES, is_time=True)
    if between := _BETWEEN.search(question):
        found += [Limit(time, "at least", between[1]), Limit(time, "at most", between[2])]
    else:
        found += [
            Limit(time, _BOUNDS[match["word"].casefold()], match["year"])
            for match in _TIME_LIMIT.finditer(question)
        ]
    for match in _NUMBER_LIMIT.finditer(question):
        forms = sorted(dictionary_forms((match["than"] or "").casefold()))
        measured = next((one for form in forms if (one := measure_of(form))), None)
        if match["than"] and (measured is None or measured[0].is_time):
            return [], set()
        named = measured[0].words if measured else frozenset[str]()
        bound = _BOUNDS[match["word"].casefold()] if measured is None else "above" if measured[1] else "below"
        found.append(Limit(Measure(named), bound, match["number"], (match["unit"] or "").casefold()))
        taken |= {match["number"], *forms, *dictionary_forms((match["unit"] or "").casefold())}
    return found, taken


def _korean_limits(asked: Asked) -> tuple[list[Limit], set[str]]:
    question, taken = asked.question, set[str]()
    time = Measure(KOREAN_TIMES, is_time=True)
    found = [
        Limit(
            time,
            _BOUNDS[match["word"]],
            f"{match['year']}년",
            is_unsure=match["word"] in _UNSURE_AT_THE_BOUND,
        )
        for match in _TIME_LIMIT_KO.finditer(question)
    ]
    for match in _NUMBER_LIMIT_KO.finditer(question):
        pieces = korean_pieces(question[: match.start()])
        noun = pieces[-1].word if pieces and pieces[-1].kind == "noun" else ""
        behind = korean_pieces(match["than"] or "")
        measured = measure_of(behind[0].word) if behind else None
        if match["than"] and measured is None:
            return [], set()
        named = measured[0].words if measured else frozenset({noun}) - {""}
        bound = _BOUNDS[match["word"]] if measured is None else "above" if measured[1] else "below"
        found.append(Limit(Measure(named), bound, match["number"], match["unit"] or ""))
        taken |= {match["number"], match["unit"] or "", *(piece.word for piece in behind)}
    return found, taken


def number_of(words_of_number: str) -> Decimal:
    """The number of a limit."""
    return Decimal(words_of_number.replace(",", ""))
