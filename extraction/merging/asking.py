"""Questions to a chat model in batches, each answer kept as soon as it is there."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extraction.state.model_answers import ModelAnswers
from llm.client import ModelClient
from llm.errors import UnreachableError
from schemas.errors import ModelError, ModelReplyError, TooLongError
from schemas.extraction import Usage

_LOG = logging.getLogger(__name__)
Item = TypeVar("Item")
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Question(Generic[Item]):
    """What the model is told, how it is asked about some items, and how the answers are read, by their cache keys."""

    system: str
    write: Callable[[Sequence[Item]], str]
    read: Callable[[str, Sequence[Item]], Answers]


@dataclass(frozen=True, slots=True)
class AskLimits:
    """How many items one question has, how many are asked side by side, and how many in all; None: as many as it takes."""

    batch: int
    at_once: int
    most_calls: int | None = None


class Asker:
    """Asks one model; `usage` is what that cost so far."""

    def __init__(
        self,
        client: ModelClient,
        answers: ModelAnswers,
        limits: AskLimits,
        *,
        document_id: str,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._client = client
        self._answers = answers
        self._limits = limits
        self._document_id = document_id
        self._on_progress = on_progress
        self._calls_left = limits.most_calls
        self.usage = Usage()
        self._given_up = False

    async def ask(self, question: Question[Item], items: Sequence[Item]) -> dict[str, str]:
        """The answers to the items; what cannot be read is absent.

        After a fault that outlasts the client's own attempts nothing more is asked, nor when all calls are made: what is
        left stays open.

        Raises:
            ModelError: the model cannot be used at all; what was answered before is kept.
        """
        batch, at_once = self._limits.batch, self._limits.at_once
        batches = [items[start : start + batch] for start in range(0, len(items), batch)]
        found: dict[str, str] = {}
        for start in range(0, len(batches), at_once):
            if self._given_up:
                break
            self._on_progress(start, len(batches))
            some = batches[start : start + at_once]
            ended = await asyncio.gather(*(self._ask(question, one) for one in some), return_exceptions=True)
            for each in ended:
                if isinstance(each, BaseException):
                    raise each
                found |= each
        return found

    async def _ask(self, question: Question[Item], items: Sequence[Item]) -> dict[str, str]:
        if not self._take_call():
            return {}
        counter = self._client.counter()
        halves: list[Sequence[Item]] = []
        answers: dict[str, str] = {}
        try:
            reply = await self._client.ask(
                system=question.system, user=question.write(items), counter=counter
            )
            answers = dict(question.read(reply.text, items))
        except TooLongError:
            middle = len(items) // 2
            halves = [items[:middle], items[middle:]] if middle else []
        except ModelReplyError:
            pass  # what it was asked stays open
        except ModelError as error:
            if not error.retryable or isinstance(error, UnreachableError):
                raise
            _LOG.warning("the chat model was not asked about all open names: %s", error)
            self._given_up = True
        finally:
            self.usage += counter.usage
            await self._answers.record(answers, counter.usage, self._document_id)
        for half in halves:
            answers |= await self._ask(question, half)
        return answers

    def _take_call(self) -> bool:
        if self._calls_left is None:
            return True
        self._calls_left -= 1
        return self._calls_left >= 0
