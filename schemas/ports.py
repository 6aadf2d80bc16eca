"""The seams that have more than one real implementation."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import ParamSpec, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from schemas.extraction import ChunkToExtract, ExtractionOutcome
from schemas.graph_schema import GraphSchema
from schemas.rates import Turn

Vectors = NDArray[np.float32]
P = ParamSpec("P")
T = TypeVar("T")


class Embedder(Protocol):
    """Turns texts into unit vectors. Plain synchronous code: call it through a thread."""

    @property
    def model(self) -> str:
        """Name that is recorded in the graph."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimensions), float32, unit length; an empty input gives shape (0, dimensions)."""


class AnswerReader(Protocol):
    """Says how surely texts answer a question. Plain synchronous code: call it through a thread."""

    def judge(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The log-odds that each text answers the question, shape (len(texts),)."""


class Extractor(Protocol):
    """Finds entities and triples in chunks."""

    @property
    def name(self) -> str:
        """The name on the evidence, such as "spacy en_core_web_sm 3.8.0"."""

    @property
    def fingerprint(self) -> str:
        """Of all that every result depends on, apart from schema and text: model, endpoint, prompt, rules."""

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        """Fingerprint of everything this result depends on: the above, schema and text."""

    def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        """One outcome for each task, as they come, in any order; `schema` None is the loose pass.

        One chunk's failure is an `ExtractionFailure` among the outcomes, never an exception.
        """


Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Progress nobody asked for."""


class RunStep(Protocol):
    """Runs a named step once: directly in scripts and tests, as a durable step in a job."""

    async def __call__(
        self, name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The step's result, or its stored result when the step ended before a restart."""


class CallWindow(Protocol):
    """Counts the calls of one model within the last minute, of all processes together."""

    async def take(self, tokens: int) -> Turn:
        """Count a call of at most so many tokens that begins now, or say how long it has to wait at least.

        Raises:
            BackendError: what is counted cannot be reached.
        """

    async def correct(self, call: int, tokens: int) -> None:
        """Note how many tokens a call really had.

        Raises:
            BackendError: what is counted cannot be reached.
        """
