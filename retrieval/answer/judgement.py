"""Which statements answer a question, and how surely."""

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
_READ = 14
_UNMET_WORD = 0.8
_UNMET_VERB_IN_LIST = 0.95
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
    return sorted(read, key=lambda one: -one.score)


def _with_clauses(
    asked: Asked, reader: KoreanQuestion | EnglishQuestion, judged: Sequence[Judgement]
) -> list[Judgement]:
    prose = [
        one
        for one in judged
        if one.statement.kind != "row" and has_hangul(one.statement.text) == (asked.language == "ko")
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
    if clause.roles == 0:
        score *= 0.3
    elif clause.roles < UNREAD.roles:
        score *= 0.9
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
        if met < 0.5:
            return 0.6
        return 1.0 if own >= 0.9 or judged.clause.is_open or listed else 0.75
    if need.kind == "predicate":
        if own < _MET:
            return 0.85 if listed and met >= _MET else 0.7
        return 1.0
    return _UNMET_WORD if met < _MET and need.weight >= 1 else 1.0
