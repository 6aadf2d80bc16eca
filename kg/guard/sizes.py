"""How large a value of a query can become, as far as its text shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_CHARACTERS: Final = 25
"""Characters of a text that weigh one unit, 100 bytes of the client's memory: one that is rare makes all of them wide."""
_STEP: Final = 200
"""Units of text that are compared or converted in the time of one round of a loop."""


@dataclass(frozen=True)
class Size:
    """An upper bound for one value.

    `weight` is the client's memory for all that it holds, in units of 100 bytes; `steps` the time to look at all of
    it, one round of a loop being 1. A list or map has `items`, and `each` is the largest of them.
    """

    weight: int
    steps: int = 0
    items: int = 0
    each: "Size | None" = None

    @property
    def depth(self) -> int:
        """Lists and maps within each other."""
        return 1 + self.each.depth if self.each else 0

    def element(self) -> "Size":
        """What an index, a loop or UNWIND takes out of it; all of it where it is not a list."""
        return self.each or self

    def characters(self) -> "Size":
        """The list that `split` makes of it at worst."""
        return list_of(self.weight * _CHARACTERS, SCALAR)

    def first(self, items: int) -> "Size":
        """What a slice leaves of it."""
        return list_of(min(items, self.items), self.each) if self.each else self


def text_of(characters: int) -> Size:
    """A text of that length, or a number."""
    weight = 1 + characters // _CHARACTERS
    return Size(weight, steps=weight // _STEP)


def list_of(items: int, each: Size) -> Size:
    """A list of so many values like this one."""
    return Size(1 + items * each.weight, items * max(1, each.steps), items, each)


def holding(values: Iterable[Size], *, overhead: int) -> Size:
    """A list or map of just these values; `overhead` is what it weighs itself for each of them."""
    held = list(values)
    each = largest(held)
    weight = 3 + sum(value.weight + overhead for value in held)
    return Size(weight, len(held) * max(1, each.steps), len(held), each)


def largest(values: Iterable[Size]) -> Size:
    """One of these values, whichever it may be."""
    held = list(values)
    items = [value.each for value in held if value.each]
    return Size(
        weight=max((value.weight for value in held), default=1),
        steps=max((value.steps for value in held), default=0),
        items=max((value.items for value in held), default=0),
        each=largest(items) if items else None,
    )


def joined(values: Iterable[Size]) -> Size:
    """These texts or lists added to each other."""
    held = list(values)
    weight = sum(value.weight for value in held)
    if not any(value.each for value in held):
        return Size(weight, steps=weight // _STEP)
    steps = sum(max(1, value.steps) for value in held)
    items = sum(value.items if value.each else 1 for value in held)
    return Size(weight, steps, items, largest(value.element() for value in held))


SCALAR: Final = Size(1)
NAME: Final = text_of(200)
"""A property that holds a name, a title or an id."""
TEXT: Final = text_of(20_000)
"""The text of a chunk or a fact."""
NODE: Final = Size(300)
"""A node as the server sends it, with its vector and its texts."""
RELATIONSHIP: Final = Size(10)
STORED_LIST: Final = list_of(100, NAME)
PARAMETER: Final = Size(STORED_LIST.weight, 0, STORED_LIST.items, NAME)
"""A name or a list of ids; it comes from us, so that comparing it may count as one step."""
