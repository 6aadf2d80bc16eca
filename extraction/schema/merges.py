"""What a chat model said of names that the vocabulary lacks: which of them mean one thing."""

from collections.abc import Mapping
from functools import cached_property

from extraction.mentions.names import spelling_key
from schemas.value import Value


class RelationMerge(Value):
    """An open relation that means another one; `inverted`: with head and tail exchanged. `kept`: the other is open, too."""

    before: str
    after: str
    inverted: bool = False
    kept: bool = False


class TypeMerge(Value):
    """An open entity type that means one of the vocabulary, or a kind of it."""

    before: str
    after: str


class Merges(Value):
    """Merges of open names, definitions of open relations, and the names about which the model gave no usable answer.

    Open relations go by their lemma, types by any spelling.
    """

    relations: tuple[RelationMerge, ...] = ()
    types: tuple[TypeMerge, ...] = ()
    definitions: Mapping[str, str] = {}
    unanswered: tuple[str, ...] = ()

    def find_relation(self, lemma: str) -> RelationMerge | None:
        """What the lemma means."""
        return self._relations.get(lemma)

    def find_type(self, name: str) -> str | None:
        """The vocabulary's type that the name means."""
        return self._types.get(spelling_key(name))

    @cached_property
    def _relations(self) -> dict[str, RelationMerge]:
        return {one.before: one for one in self.relations}

    @cached_property
    def _types(self) -> dict[str, str]:
        return {spelling_key(one.before): one.after for one in self.types}


NO_MERGES = Merges()
"""Those of a graph without a chat model."""
