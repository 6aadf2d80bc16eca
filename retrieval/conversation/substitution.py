"""A text with some of its words put in place of others."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """What a question was read as, and what a reader of the trace should know of that."""

    question: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Substitution:
    """The words that take the place of the text at `start:end`."""

    start: int
    end: int
    words: str


def substituted(text: str, changes: Sequence[Substitution]) -> str:
    """The text with all changes made; they do not overlap."""
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: change.start] + change.words + text[change.end :]
    return text
