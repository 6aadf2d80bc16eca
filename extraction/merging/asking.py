"""Questions to a chat model in batches, each answer kept as soon as it is there."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from extraction.state.model_answers import ModelAnswers
from llm.client import ModelClient
from llm.errors import UnreachableError
from schemas.errors import ModelError, ModelReplyError, TooLongError
from schemas.extraction import Usage

_LOG = logging.getLogger(__name__)
Item = TypeVar("Item")
Answers = Mapping[str, str]


class Asker:
    """Asks one model; `usage` is what that cost so far."""

    def __init__(
        self,
        client: ModelClient,
        answers: ModelAnswers,
        *,
        batch: int,
        at_once: int,
        document_id: str,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._client = client
        self._answers = answers
        self._batch = batch
        self._at_once = at_once
        self._document_id = document_id
        self._on_progress = on_progress
        self.usage = Usage()
        self._given_up = False

    async def ask(
        self,
        system: str,
        items: Sequence[Item],
        question: Callable[[Sequence[Item]], str],
        read: Callable[[str, Sequence[Item]], Answers],
    ) -> dict[str, str]:
        """The answers to the items by their cache keys, which `read` gives; what cannot be read is absent.

        After a fault that outlasts the client's own attempts nothing more is asked.

        Raises:
            ModelError: the model cannot be used at all; what was answered before is kept.
        """
        batches = [items[start : start + self._batch] for start in range(0, len(items), self._batch)]
        found: dict[str, str] = {}
        for start in range(0, len(batches), self._at_once):
            if self._given_up:
                break
            self._on_progress(start, len(batches))
            some = batches[start : start + self._at_once]
            ended = await asyncio.gather(
                *(self._ask(system, one, question, read) for one in some), return_exceptions=True
            )
            for each in ended:
                if isinstance(each, BaseException):
                    raise each
                found |= each
        return found

    async def _ask(
        self,
        system: str,
        items: Sequence[Item],
        question: Callable[[Sequence[Item]], str],
        read: Callable[[str, Sequence[Item]], Answers],
    ) -> dict[str, str]:
        counter = self._client.counter()
        halves: list[Sequence[Item]] = []
        answers: dict[str, str] = {}
        try:
            reply = await self._client.ask(system=system, user=question(items), counter=counter)
            answers = dict(read(reply.text, items))
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
            answers |= await self._ask(system, half, question, read)
        return answers
