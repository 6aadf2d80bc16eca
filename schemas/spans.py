"""Spans: pieces of work by name, for those who follow a request through all parts.

Nothing is recorded, and next to nothing is done for it, outside `recording`. What is noted holds no text of a question or
document, and no secret.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import AbstractContextManager, aclosing, contextmanager, nullcontext
from typing import Literal, Protocol, TypeVar

T = TypeVar("T")
SpanKind = Literal["internal", "server", "client", "consumer"]
Notes = Mapping[str, str | int | float | bool]
"""Attributes by their names; `ERROR` among them says that the work failed."""
ERROR = "error.type"


class Span(Protocol):
    """A piece of work that has begun."""

    def note(self, notes: Notes) -> None:
        """Say more about it."""

    def rename(self, name: str) -> None:
        """Call it by a name that was not known when it began."""

    def current(self) -> AbstractContextManager[object]:
        """What begins in the block is part of it; to be left in the task that entered it."""

    def end(self) -> None:
        """It has ended."""


class SpanRecorder(Protocol):
    """What keeps spans and sends them on."""

    @property
    def traceparent(self) -> str:
        """The current span, as a header of W3C Trace Context has it; empty where there is none."""

    def begin(self, name: str, notes: Notes, *, kind: SpanKind, parent: str | None) -> Span:
        """A span of this parent, a new trace where that is empty; None: of the current span, and none where there is none."""


class _Unrecorded:
    def note(self, notes: Notes) -> None:
        pass

    def rename(self, name: str) -> None:
        pass

    def current(self) -> AbstractContextManager[object]:
        return nullcontext()

    def end(self) -> None:
        pass


UNRECORDED: Span = _Unrecorded()
"""Work that nobody follows."""
_RECORDERS: list[SpanRecorder] = []


@contextmanager
def recording(recorder: SpanRecorder) -> Iterator[None]:
    """Spans of the whole process go to this recorder while the block runs."""
    _RECORDERS.append(recorder)
    try:
        yield
    finally:
        _RECORDERS.remove(recorder)


def traceparent() -> str:
    """The current span, to be given to work that goes on elsewhere or later; empty where there is none."""
    return _RECORDERS[-1].traceparent if _RECORDERS else ""


def trace_id() -> str:
    """The trace that the current span belongs to; empty where there is none."""
    return current.split("-")[1] if (current := traceparent()) else ""


@contextmanager
def span(
    name: str, notes: Notes | None = None, *, kind: SpanKind = "internal", parent: str | None = None
) -> Iterator[Span]:
    """The block as a piece of work, of which all that begins in it is part; not for a block that yields."""
    begun = _begin(name, notes, kind, parent)
    with _ended(begun), begun.current():
        yield begun


@contextmanager
def call(name: str, notes: Notes) -> Iterator[Span]:
    """The block as a call of another program or a model; part of the current span, and nothing where there is none."""
    begun = _begin(name, notes, "client", None)
    with _ended(begun):
        yield begun


async def followed(
    name: str, events: AsyncGenerator[T, None], *, last: type, parent: str
) -> AsyncIterator[T]:
    """The events, whose making is a piece of work that ends with the first of the type `last`."""
    begun = _begin(name, None, "internal", parent)
    with _ended(begun):
        async with aclosing(events):
            while True:
                with begun.current():  # never while the event is elsewhere: that may be another task
                    event = await anext(events, None)
                if event is None:
                    return
                if isinstance(event, last):
                    begun.end()
                yield event


def _begin(name: str, notes: Notes | None, kind: SpanKind, parent: str | None) -> Span:
    if not _RECORDERS:
        return UNRECORDED
    return _RECORDERS[-1].begin(name, notes or {}, kind=kind, parent=parent)


@contextmanager
def _ended(begun: Span) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        begun.note({ERROR: type(error).__name__})  # its message may quote a document
        raise
    finally:
        begun.end()
