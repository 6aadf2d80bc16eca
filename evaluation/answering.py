"""Asking the questions of a set, and having the answers judged."""

from collections.abc import Mapping, Sequence

from evaluation.answers import BY_RULE, AnsweredQuestion, AnswerReport, ask_all, is_right, report_answers
from evaluation.benchmark import Benchmark
from evaluation.data import EvalQuestion
from evaluation.gold import Units
from evaluation.methods import gold_of
from evaluation.panel import Judged, Panel, PanelReport
from retrieval.answer.marks import without_marks
from retrieval.question.analysis import check_question
from schemas.errors import ConfigError
from schemas.ports import Progress
from schemas.retrieval import Answer, RetrievalOptions


async def measure_answers(
    benchmark: Benchmark,
    questions: Sequence[EvalQuestion],
    on_progress: Progress,
    channels: Sequence[str] | None = None,
    panel: Panel | None = None,
) -> AnswerReport:
    """The figures of the answers to these questions, found right by exact rules or, with a panel, by its vote.

    The panel votes on answers to questions whose right answer is known in words. A refusal needs no vote.

    Raises:
        InputError: a question's passages are not in the corpus.
        ModelError: a chat model cannot be reached.
    """
    answerer = benchmark.answerer
    if answerer is None:
        raise ConfigError("this corpus can only be searched", remedy="Measure passages only: --no-answers.")
    options = RetrievalOptions(channels=tuple(channels) if channels else None)
    max_chars = benchmark.retriever.settings.max_question_chars

    async def ask(question: str) -> Answer:
        return await answerer.answer(check_question(question, max_chars=max_chars), options)

    gold = gold_of(benchmark, questions)
    await ask(questions[0].question)  # what is loaded once is not counted
    answered = await ask_all(questions, ask, benchmark.passage_ids, on_progress)
    by_rule = _judged_by_rule(questions, answered, gold)
    if panel is None:
        return report_answers(questions, by_rule, gold, judged_by=BY_RULE)
    voted, agreement = await _vote(questions, by_rule, panel, on_progress)
    names = ", ".join(cost.judge for cost in agreement.judges)
    report = report_answers(questions, voted, gold, judged_by=names)
    return report.model_copy(update={"panel": agreement})


def _judged_by_rule(
    questions: Sequence[EvalQuestion], answered: Sequence[AnsweredQuestion], gold: Mapping[str, Units]
) -> list[AnsweredQuestion]:
    return [
        one.model_copy(update={"right": is_right(question, one, gold.get(question.id, ()))})
        for question, one in zip(questions, answered, strict=True)
    ]


async def _vote(
    questions: Sequence[EvalQuestion],
    answered: Sequence[AnsweredQuestion],
    panel: Panel,
    on_progress: Progress,
) -> tuple[list[AnsweredQuestion], PanelReport]:
    """The answers with the panel's verdict where it has one; what has no majority is not right."""
    open_ones = [
        (question, one)
        for question, one in zip(questions, answered, strict=True)
        if one.found and question.has_answer
    ]
    replies = [Judged(question=question, text=without_marks(one.text)) for question, one in open_ones]
    verdicts, agreement = await panel.vote(replies, on_progress)
    right = {one.id: bool(verdict) for (_, one), verdict in zip(open_ones, verdicts, strict=True)}
    voted = [one.model_copy(update={"right": right.get(one.id, one.right)}) for one in answered]
    return voted, agreement
