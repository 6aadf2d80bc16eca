"""What all documents together say of a name and of a fact, in little memory."""

from collections import Counter
from collections.abc import Iterable

from kg.view.decided import Decided
from kg.view.entities import EntityView, NameCount, decided_view
from kg.view.new_nodes import NewFact

_NOTHING_DECIDED = Decided()
_Naming = tuple[str, str, str, str, str | None]


class NameAccount:
    """How often an entity is written in which way."""

    __slots__ = ("_times",)

    def __init__(self) -> None:
        self._times: Counter[_Naming] = Counter()

    def add(self, names: Iterable[NameCount]) -> None:
        """Count what one document says."""
        for one in names:
            self._times[one.type, one.family, one.surface, one.key, one.surface_key] += one.times

    @property
    def key(self) -> str:
        """The key that the entity's id was made from."""
        return next(iter(self._times))[3]

    def view(self, entity: str) -> EntityView:
        """The entity as visible documents make it, where no decision is about it."""
        names = [
            NameCount(entity, *naming, visible=True, times=times) for naming, times in self._times.items()
        ]
        return decided_view(entity, names, _NOTHING_DECIDED)


class FactAccount:
    """How many chunks state a fact, and what is said of its relation."""

    __slots__ = ("_relation", "_wordings", "head", "qualifiers", "support", "tail", "traits")

    def __init__(self, fact: NewFact) -> None:
        self.head = fact.head
        self._relation = fact.type
        self.tail = fact.tail
        self.qualifiers = fact.qualifiers
        self._wordings = fact.wordings
        self.support = 0
        self.traits: frozenset[str] = frozenset()

    def fact(self, identifier: str, *, shown: bool) -> NewFact:
        """The fact as it is first written; one that is not `shown` has still to be derived."""
        return NewFact(
            identifier,
            self.head,
            self._relation,
            self.tail,
            self.qualifiers,
            self._wordings,
            support=self.support if shown else 0,
            traits=tuple(sorted(self.traits)) if shown else (),
        )

    @property
    def statement(self) -> str:
        """The id of the fact without its qualifiers."""
        return self.fact("", shown=False).statement
