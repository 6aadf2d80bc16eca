"""Parts of one kind by their names: what an extension adds itself to."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from schemas.errors import ConfigError


class Named(Protocol):
    """A part that is chosen by its name."""

    @property
    def name(self) -> str:
        """What settings, options and messages call it."""


Part = TypeVar("Part", bound=Named)


class Registry(Generic[Part]):
    """The parts of one kind, in the order they were added; `kind` names it in messages ("splitter")."""

    def __init__(self, kind: str, parts: Iterable[Part] = ()) -> None:
        self._kind = kind
        self._parts: dict[str, Part] = {}
        for part in parts:
            self.add(part)

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names that can be chosen."""
        return tuple(self._parts)

    def add(self, part: Part) -> None:
        """Add a part; do it before the settings are read and the program runs.

        Raises:
            ConfigError: there is one of this name already.
        """
        if part.name in self._parts:
            raise ConfigError(
                f"there is a {self._kind} called {part.name} already", remedy="Give the new one another name."
            )
        self._parts[part.name] = part

    def get(self, name: str) -> Part:
        """The part of this name.

        Raises:
            ConfigError: there is none.
        """
        if name not in self._parts:
            raise ConfigError(
                f"there is no {self._kind} called {name}", remedy=f"Choose one of {', '.join(self._parts)}."
            )
        return self._parts[name]
