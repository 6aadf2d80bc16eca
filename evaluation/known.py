"""Which questions a chat model answers by itself, without any document."""

import asyncio
from collections.abc import Sequence

from evaluation.answer_scores import states
from evaluation.answers import BY_RULE
from evaluation.data import EvalQuestion
from evaluation.panel import PROMPT_TOKENS as VOTE_PROMPT_TOKENS
from evaluation.panel import REPLY_TOKENS as VOTE_TOKENS
from evaluation.panel import Judged, Panel, PanelReport
from llm.client import ModelClient
from llm.usage import UsageCounter
from schemas.errors import ModelReplyError
from schemas.extraction import Usage
from schemas.ports import Progress
from schemas.value import Value

_PROMPT_TOKENS, _REPLY_TOKENS = 100, 60
_SYSTEM = "Answer the question in a few words from what you know, in its language. Where you do not know it, answer: I do not know."


class KnownAnswers(Value):
    """Whether the model answered each question rightly, by id, and who said so."""

    right: dict[str, bool]
    judged_by: str
    usage: Usage
    panel: PanelReport | None = None


def estimate(questions: Sequence[EvalQuestion], *, judges: int) -> tuple[int, int, int]:
    """The calls, the tokens sent and those received, at most."""
    asked = len(_asked(questions))
    votes = asked * judges
    return (
        asked + votes,
        asked * _PROMPT_TOKENS + votes * VOTE_PROMPT_TOKENS,
        asked * _REPLY_TOKENS + votes * VOTE_TOKENS,
    )


async def find_known(
    questions: Sequence[EvalQuestion], client: ModelClient, panel: Panel | None, on_progress: Progress
) -> KnownAnswers:
    """What the model knows of the questions that have an answer in words; by exact rules where there is no panel.

    Raises:
        ModelError: a model cannot be reached.
    """
    asked, counter = _asked(questions), client.counter()
    replies = await _replies(asked, client, counter, on_progress)
    if panel is None:
        right = {
            question.id: any(states(reply, answer) for answer in question.answers)
            for question, reply in zip(asked, replies, strict=True)
        }
        return KnownAnswers(right=right, judged_by=BY_RULE, usage=counter.usage)
    judged = [Judged(question=one, text=reply) for one, reply in zip(asked, replies, strict=True)]
    verdicts, agreement = await panel.vote(judged, on_progress)
    right = {one.id: bool(verdict) for one, verdict in zip(asked, verdicts, strict=True)}
    names = ", ".join(cost.judge for cost in agreement.judges)
    return KnownAnswers(right=right, judged_by=f"the vote of {names}", usage=counter.usage, panel=agreement)


def _asked(questions: Sequence[EvalQuestion]) -> list[EvalQuestion]:
    return [question for question in questions if question.answerable and question.answers]


async def _replies(
    questions: Sequence[EvalQuestion], client: ModelClient, counter: UsageCounter, on_progress: Progress
) -> list[str]:
    """What the model says, nothing where its reply is not usable."""
    done = 0

    async def one(question: EvalQuestion) -> str:
        nonlocal done
        try:
            reply = (await client.ask(system=_SYSTEM, user=question.question, counter=counter)).text
        except ModelReplyError:
            reply = ""
        done += 1
        on_progress("asking without documents", done, len(questions))
        return reply

    return list(await asyncio.gather(*map(one, questions)))
