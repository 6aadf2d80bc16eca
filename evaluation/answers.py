"""Whether the answers are right, refused where they have to be, and proven."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence

from evaluation.answer_scores import exact_match, states, token_f1
from evaluation.data import EvalQuestion
from evaluation.gold import Units
from evaluation.intervals import Interval, interval
from evaluation.metrics import Scores, percentile
from evaluation.panel import PanelReport
from retrieval.answer.marks import without_marks
from schemas.errors import ModelReplyError
from schemas.extraction import Usage
from schemas.ports import Progress
from schemas.retrieval import Answer
from schemas.value import Value

RIGHT = "right"
BY_RULE = "exact rules"
Ask = Callable[[str], Awaitable[Answer]]


class AnsweredQuestion(Value):
    """What was answered: `right` by rule or by the panel; `error` where the chat model gave no usable reply.

    `cited` are the ids of the passages whose sentences are cited.
    """

    id: str
    question: str
    text: str
    found: bool
    right: bool = False
    cited: tuple[str, ...] = ()
    ms: float = 0.0
    usage: Usage = Usage()
    error: str = ""


class AnswerReport(Value):
    """The figures of the answers, with 95 % intervals; `each` has the values by question, `kinds` the share right by kind.

    `judged_by` says who found answers right: "exact rules", or the models of the panel. `price` is None where no prices are set.
    """

    model: str
    judged_by: str
    figures: dict[str, float]
    intervals: dict[str, Interval]
    kinds: dict[str, dict[str, float]]
    usage: Usage
    price: float | None = None
    panel: PanelReport | None = None
    each: Scores
    answers: tuple[AnsweredQuestion, ...]


async def ask_all(
    questions: Sequence[EvalQuestion],
    ask: Ask,
    passage_ids: Callable[[Sequence[str]], list[str]],
    on_progress: Progress,
) -> list[AnsweredQuestion]:
    """The answers, one question after the other.

    Raises:
        ModelError: the chat model cannot be reached.
    """
    answered = []
    for done, question in enumerate(questions):
        on_progress("answering", done, len(questions))
        try:
            answer = await ask(question.question)
        except ModelReplyError as error:
            answered.append(
                AnsweredQuestion(
                    id=question.id, question=question.question, text="", found=False, error=str(error)
                )
            )
            continue
        answered.append(
            AnsweredQuestion(
                id=question.id,
                question=question.question,
                text=answer.text,
                found=answer.found,
                cited=tuple(passage_ids([citation.chunk_id for citation in answer.citations])),
                ms=round(answer.trace.ms.get("total", 0.0), 2),
                usage=answer.trace.usage,
            )
        )
    return answered


def is_right(question: EvalQuestion, answered: AnsweredQuestion, units: Units) -> bool:
    """Whether it refuses what has no answer, states one of the answers, or, where none is known, cites a gold passage."""
    if not question.answerable:
        return not answered.found and not answered.error
    if not answered.found:
        return False
    if question.answers:
        text = without_marks(answered.text)
        return any(states(text, answer) for answer in question.answers)
    return any(set(answered.cited) & unit for unit in units)


def report_answers(
    questions: Sequence[EvalQuestion],
    answered: Sequence[AnsweredQuestion],
    gold: Mapping[str, Units],
    *,
    judged_by: str = BY_RULE,
) -> AnswerReport:
    """The figures of answers whose `right` is set."""
    by_id = {one.id: one for one in answered}
    each = _scores(questions, by_id, gold)
    means = {name: round(sum(values.values()) / len(values), 4) for name, values in each.items() if values}
    ms = [one.ms for one in answered if not one.error]
    usage = sum((one.usage for one in answered), start=Usage())
    return AnswerReport(
        model=usage.model,
        judged_by=judged_by,
        figures={**means, "ms_p50": round(percentile(ms, 50), 2), "ms_p95": round(percentile(ms, 95), 2)},
        intervals={name: interval([*values.values()]) for name, values in each.items() if values},
        kinds=_kinds(questions, by_id),
        usage=usage,
        each=each,
        answers=tuple(answered),
    )


def _scores(
    questions: Sequence[EvalQuestion], answered: Mapping[str, AnsweredQuestion], gold: Mapping[str, Units]
) -> Scores:
    """Each figure is the mean over the questions that it is about."""
    each: Scores = {
        name: {}
        for name in (RIGHT, "exact_match", "f1", "refusal_precision", "refusal_recall", "citation_precision")
    }
    for question in questions:
        one, units = answered[question.id], gold.get(question.id, ())
        each[RIGHT][one.id] = float(one.right)
        text = without_marks(one.text) if one.found else ""
        if question.answerable and question.answers:
            each["exact_match"][one.id] = exact_match(text, question.answers) if one.found else 0.0
            each["f1"][one.id] = token_f1(text, question.answers) if one.found else 0.0
        if not one.found:
            each["refusal_precision"][one.id] = float(not question.answerable)
        if not question.answerable:
            each["refusal_recall"][one.id] = float(not one.found)
        if units and one.cited:
            proven = [any(passage in unit for unit in units) for passage in one.cited]
            each["citation_precision"][one.id] = sum(proven) / len(proven)
    return each


def _kinds(
    questions: Sequence[EvalQuestion], answered: Mapping[str, AnsweredQuestion]
) -> dict[str, dict[str, float]]:
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for question in questions:
        for group in filter(None, (question.kind, question.language)):
            groups[group].append(answered[question.id].right)
    return {
        name: {"questions": len(right), RIGHT: round(sum(right) / len(right), 4)}
        for name, right in sorted(groups.items())
    }
