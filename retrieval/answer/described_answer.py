"""Answers to English questions about a thing that they only describe: first which thing that is, then what is asked of it."""

from collections.abc import Iterator, Sequence

from retrieval.answer.judgement import Judge, Judgement
from retrieval.answer.statement import Statement
from retrieval.answer.two_steps import TwoSteps
from retrieval.question.analysis import analyse_by_rules
from retrieval.question.asked_english import read_english
from retrieval.question.described_things import DescribedThing, described_things
from retrieval.question.name_spans import name_spans
from schemas.retrieval import Analysis

_MOST_BRIDGES, _MOST_NAMES = 2, 3
_WORTH = 0.95


def answer_described(analysis: Analysis, judge: Judge, *, least: float) -> TwoSteps | None:
    """The statement that answers for the described thing, and the one that names it; None where either is missing.

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched.
    """
    if analysis.language != "en":
        return None
    found = [
        pair for thing in described_things(analysis) for pair in _answers(thing, analysis.names, judge, least)
    ]
    return max(found, key=lambda pair: pair.score, default=None)


def _answers(thing: DescribedThing, names: Sequence[str], judge: Judge, least: float) -> Iterator[TwoSteps]:
    for bridge in _best(judge, thing.which, names, least)[:_MOST_BRIDGES]:
        for name in _names(thing, names, bridge.statement)[:_MOST_NAMES]:
            question = thing.around.format(name)
            found = _best(judge, question, [*names, name], least, without=bridge.statement)
            for answer in found[:1]:
                yield TwoSteps(answer, bridge, _WORTH * min(answer.score, bridge.score))


def _best(
    judge: Judge,
    question: str,
    names: Sequence[str],
    least: float,
    *,
    without: Statement | None = None,
) -> list[Judgement]:
    found = analyse_by_rules(question)
    known = tuple(dict.fromkeys([*(name for name in names if name in question), *found.names]))
    asked = read_english(found.model_copy(update={"names": known}))
    judged = judge.judge(asked, question, known, without=without)
    return [one for one in judged if one.score >= least and not (one.clause.denied or one.clause.planned)]


def _names(thing: DescribedThing, asked: Sequence[str], statement: Statement) -> list[str]:
    """Names of the statement that the question lacks, first those that say of what kind they are ("the British Library")."""
    words = {word.casefold() for name in asked for word in name.split()}
    new = [name for name in name_spans(statement.text, "en") if not set(name.casefold().split()) <= words]
    return sorted(new, key=lambda name: thing.noun not in name.casefold().split())
