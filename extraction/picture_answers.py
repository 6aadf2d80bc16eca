"""What a model saw on pictures, so that none is paid for twice, and what it cost."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from extraction.load.pictures import DescribePicture
from extraction.state.model_answers import ModelAnswers
from schemas.extraction import Usage

T = TypeVar("T")


@dataclass(frozen=True)
class RememberedPictures:
    """Asks a model about the pictures of a document that it was not asked about before; the cost is counted to the document.

    To be called from threads; the answers are kept by the event loop.
    """

    describe: DescribePicture
    answers: ModelAnswers
    document_id: str
    loop: asyncio.AbstractEventLoop

    @property
    def identity(self) -> str:
        """That of the model."""
        return self.describe.identity

    def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
        """What is seen on the picture (PNG).

        Raises:
            ModelError: the model cannot be asked.
            ModelReplyError: it gave no usable reply.
        """
        key = sha256(self.identity.encode() + picture).hexdigest()
        known = self._wait(self.answers.find([key]))
        if key in known:
            return known[key]
        said: dict[str, str] = {}
        costs: list[Usage] = []
        try:
            said[key] = self.describe(picture, costs.append)
        finally:
            for usage in costs:
                count(usage)
                self._wait(self.answers.record(said, usage, self.document_id))
        return said[key]

    def _wait(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()
