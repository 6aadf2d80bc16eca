"""Which statements say what a thing is."""

import re
from functools import lru_cache

from kg.text.hangul import has_hangul
from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked

_BE = r"(?:is|are|was|were|means?|denotes?|refers? to|has been|became)"
_ASIDE = r"(?:\s*\([^()]*\)|,[^,.;]{1,60},)?"
_KIND = r"((?:[a-z][\w-]*\s+){0,5}?[a-z][\w-]*)"
_KOREAN_ENDS = (
    r"(?:이다|이었다|였다|이며|이자|이고|입니다|인 |말한다|뜻한다|의미한다|일컫는다|가리킨다|부른다|맡|일하)"
)


def defines(asked: Asked, statement: Statement) -> float:
    """How plainly the statement says what the thing asked about is, 0..1; 0 where it only speaks of it."""
    term = _term(asked)
    text = statement.text.replace("-", " ")
    if statement.kind == "row":
        return 1.0 if _is_first(term, text.split(", ")[0]) else 0.0
    if re.match(rf"(?:the |an? )?{re.escape(term)}\s*[:：–—-]\s+\S", text, re.IGNORECASE):
        return 1.0
    patterns = _korean_patterns(term) if has_hangul(term) else _english_patterns(term)
    return max((worth for worth, pattern in patterns if pattern.search(text)), default=0.0)


def kind_told(asked: Asked, statement: Statement) -> str:
    """The word for what the thing is, where it stands right before the name ("The poet X"): two of them say the same."""
    found = re.search(rf"([a-z][\w-]*),? {re.escape(_term(asked))}", statement.text)
    if found is None:
        found = re.search(rf"([가-힣]+) {re.escape(_term(asked))}", statement.text)
    return found[1] if found else ""


def _term(asked: Asked) -> str:
    return " ".join(need.text for need in asked.needs if need.kind != "value").replace("-", " ")


def _is_first(term: str, cell: str) -> bool:
    return cell.casefold().strip() == term.casefold()


@lru_cache(maxsize=1_000)
def _english_patterns(term: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    name = re.escape(term)
    name = rf"{name}(?:s|es)?" if term.islower() else name
    return (
        (
            1.0,
            re.compile(
                rf"(?:^|[.;:]\s+)(?:the |an? )?[\"“]?{name}[\"”]?{_ASIDE}\s+{_BE}\s+(?:an? |the |one of )?\w",
                re.IGNORECASE,
            ),
        ),
        (0.9, re.compile(rf"\b{name}\b,\s+(?:an?|the)\s+[a-z]")),
        (0.9, re.compile(rf"\bcalled (?:the |an? )?{name}\b", re.IGNORECASE)),
        (0.85, re.compile(rf"\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir)\s+{_KIND},?\s+{name}\b")),
        (0.8, re.compile(rf"(?:^|[,;]\s+(?:and\s+)?){_KIND}\s+{name}\b")),
    )


@lru_cache(maxsize=1_000)
def _korean_patterns(term: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    name = rf"(?<![가-힣]){re.escape(term).replace(' ', ' ?')}[》〉」』\"”]?"
    return (
        (1.0, re.compile(rf"{name}(?:이란|란|이라 함은)\s")),
        (
            0.95,
            re.compile(rf"{name}\s?(?:\([^()]*\))?(?:은|는)\s.*(?:이다|이었다|였다|입니다|한다|킨다)\W*$"),
        ),
        (0.8, re.compile(rf"{name}\s?(?:\([^()]*\))?(?:은|는)\s.*{_KOREAN_ENDS}")),
        (
            0.95,
            re.compile(
                rf"[가-힣](?:은|는|이|가)\s+(?:[가-힣]+ )?{name}(?:이다|이었다|였다|입니다|이며|이고)"
            ),
        ),
        (0.75, re.compile(rf"[가-힣]{{2,}} {name}(?:은|는|이|가|을|를|의|과|와)(?![가-힣])")),
    )
