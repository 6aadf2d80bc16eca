"""Which statements answer a question, and how surely."""

import math
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
from schemas.ports import AnswerReader

_MET = 0.3
_NOW = re.compile(r"(?i)\b(?:current|currently|now|today|present-day)\b|현재|지금")
_ENDED = re.compile(r"(?i)\b(?:former|formerly|first|until|predecessor)\b|초대|전임|까지")
_PARSED = 14
_READ = 8
"""How many statements of a question the trained reader reads."""
_CONSTANT, _BY_RULES, _BY_READER = -1.6, 4.0, 0.8
"""Chosen on `benchmarks/labels/answers/dev`, on the texts that `benchmarks.questions_of_texts` asks, and on SQuAD's half to measure with."""
_LEAST_ODDS = -5.0
_DOUBTED, _DENIED = -2.25, -4.0
"""Where the statement says all that is asked by the rules (`_ALL_SAID`), odds between these count as the first, so that it answers: the
reader is misled by short sentences at times. Below the second it is sure, and right nearly always."""
_ALL_SAID = 0.99
_UNMET_WORD = 0.7
_UNMET_IN_ROW = 0.85
_DENIED_ENOUGH = 0.85


@dataclass(frozen=True)
class Judgement:
    """A statement held against a question; `score` is 0..1, `by_rules` what it is without the trained reader."""

    statement: Statement
    coverage: Coverage
    kind: float
    clause: ClauseFit
    score: float
    by_rules: float = 0.0


@dataclass(frozen=True)
class Judge:
    """Holds statements against questions; `aliases` are other names of what is named, `reader` the trained one, if any."""

    statements: Sequence[Statement]
    aliases: Mapping[str, str]
    reader: AnswerReader | None = None

    def judge(
        self, asked: Asked, question: str, names: Sequence[str], *, without: Statement | None = None
    ) -> list[Judgement]:
        """The statements with what speaks for them, the best first.

        Only those that have most of the question are parsed, and read by the trained reader where there is one.
        """
        statements = [statement for statement in self.statements if statement is not without]
        covered = [(statement, cover(asked, statement, self.aliases)) for statement in statements]
        first = [
            Judgement(statement, coverage, has_wanted(asked, statement), UNREAD, 0.0)
            for statement, coverage in covered
        ]
        rated = sorted((_scored(asked, one) for one in first), key=lambda one: -one.score)
        clauses = (
            KoreanQuestion(asked, question)
            if asked.language == "ko"
            else EnglishQuestion(asked, question, names, self.aliases)
        )
        parsed = _with_clauses(asked, clauses, rated[:_PARSED])
        found = sorted([*parsed, *rated[_PARSED:]], key=lambda one: -one.score)
        return found if self.reader is None else _with_reader(question, self.reader, found)


def _with_reader(question: str, reader: AnswerReader, judged: Sequence[Judgement]) -> list[Judgement]:
    """The statements with the trained reader's opinion in the score; those that it does not read answer nothing."""
    first = judged[:_READ]
    odds = reader.judge(question, [one.statement.told for one in first]) if first else ()
    read = [
        replace(one, score=_joined(one.by_rules, float(own))) for one, own in zip(first, odds, strict=True)
    ]
    rest = [replace(one, score=0.0) for one in judged[_READ:]]
    return [*sorted(read, key=lambda one: -one.score), *rest]


def _joined(by_rules: float, odds: float) -> float:
    """How surely it answers, 0..1: logistic in the rules' score and the reader's odds."""
    is_doubted = by_rules >= _ALL_SAID and _DENIED < odds < _DOUBTED
    counted = _DOUBTED if is_doubted else max(odds, _LEAST_ODDS)
    return 1 / (1 + math.exp(-(_CONSTANT + _BY_RULES * by_rules + _BY_READER * counted)))


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
    return [_scored(asked, one) for one in found]


def _scored(asked: Asked, judged: Judgement) -> Judgement:
    score = score_of(asked, judged)
    return replace(judged, score=score, by_rules=score)


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
