"""Which statements answer a question, and how surely."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.text.hangul import has_hangul
from retrieval.answer.answer_kind import has_wanted
from retrieval.answer.clause_fit import UNREAD, ClauseFit
from retrieval.answer.coverage import Coverage, cover
from retrieval.answer.english_clauses import EnglishQuestion
from retrieval.answer.korean_clauses import KoreanQuestion
from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked, Need, Wanted

_MET = 0.3
_NOW = re.compile(r"(?i)\b(?:current|currently|now|today|present-day)\b|현재|지금")
_ENDED = re.compile(r"(?i)\b(?:former|formerly|first|until|predecessor)\b|초대|전임|까지")
_READ = 14
_UNMET_WORD = 0.7
_UNMET_IN_ROW = 0.85
_DENIED_ENOUGH = 0.85


@dataclass(frozen=True)
class Judgement:
    """A statement held against a question; `score` is 0..1."""

    statement: Statement
    coverage: Coverage
    kind: float
    clause: ClauseFit
    score: float


def judge_statements(
    asked: Asked,
    question: str,
    names: Sequence[str],
    statements: Sequence[Statement],
    aliases: Mapping[str, str],
) -> list[Judgement]:
    """The statements with what speaks for them, the best first.

    Only those that have most of the question are parsed.
    """
    covered = [(statement, cover(asked, statement, aliases)) for statement in statements]
    first = [
        Judgement(statement, coverage, has_wanted(asked, statement), UNREAD, 0.0)
        for statement, coverage in covered
    ]
    rated = sorted((replace(one, score=score_of(asked, one)) for one in first), key=lambda one: -one.score)
    reader = (
        KoreanQuestion(asked, question)
        if asked.language == "ko"
        else EnglishQuestion(asked, question, names, aliases)
    )
    read = _with_clauses(asked, reader, rated[:_READ])
    return sorted([*read, *rated[_READ:]], key=lambda one: -one.score)


def _with_clauses(
    asked: Asked, reader: KoreanQuestion | EnglishQuestion, judged: Sequence[Judgement]
) -> list[Judgement]:
    prose = [
        one
        for one in judged
        if one.statement.kind != "row"
        and ": " not in one.statement.text[:40]
        and has_hangul(one.statement.text) == (asked.language == "ko")
    ]
    fits = dict(zip(map(id, prose), reader.fits([one.statement.text for one in prose]), strict=True))
    found = [replace(one, clause=fits.get(id(one), UNREAD)) for one in judged]
    return [replace(one, score=score_of(asked, one)) for one in found]


def score_of(asked: Asked, judged: Judgement) -> float:
    """How surely the statement answers, 0..1."""
    coverage, clause = judged.coverage, judged.clause
    score = coverage.share * coverage.years * (0.5 + 0.5 * judged.kind)
    for need, own, met in zip(asked.needs, coverage.own, coverage.met, strict=True):
        score *= _factor(need, own, met, judged)
    if _ENDED.search(judged.statement.text) and _NOW.search(asked.question):
        score *= 0.3
    if clause.roles == 0:
        score *= 0.3
    elif clause.roles < UNREAD.roles:
        score *= 0.9
    if clause.is_aside and asked.wanted is Wanted.DATE:
        score *= 0.5
    if clause.planned and not asked.planned:
        score *= 0.5
    if clause.denied and asked.wanted is not Wanted.YES_NO and coverage.share < _DENIED_ENOUGH:
        score *= 0.5
    return score


def _factor(need: Need, own: float, met: float, judged: Judgement) -> float:
    """What is taken off the score for a need that is not met, or only by what stands above the statement."""
    listed = judged.statement.kind != "prose"
    if need.kind == "value":
        return 1.0 if met >= 0.6 else 0.2
    if need.kind == "name":
        bound = own >= 0.9 or judged.clause.is_open or listed
        return 0.6 if met < 0.5 else 1.0 if bound else 0.75
    if need.kind == "predicate":
        if own < _MET and not (need.is_verb and judged.coverage.is_row_meant):
            return 0.85 if listed and met >= _MET else 0.7
        return 1.0
    if met < _MET and need.weight >= 1:
        return _UNMET_IN_ROW if judged.coverage.is_row_meant else _UNMET_WORD
    return 1.0
