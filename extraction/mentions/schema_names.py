"""What types and relations are called under a graph schema."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extraction.mentions.names import UNTYPED, clean_type, spelling_key
from kg.text.lemma import RelationLemma, relation_lemma
from schemas.document import Language
from schemas.graph_schema import EntityType, GraphSchema, RelationTrait, RelationType


class SchemaNames:
    """The names of a schema by every spelling they answer to; case, spaces and underscores do not matter.

    A schema's own names are never changed. What it does not know is named as without a schema: a type as a label, a
    relation by its lemma.
    """

    def __init__(self, schema: GraphSchema | None = None) -> None:
        self._types = _types(schema.entity_types if schema is not None else ())
        self._relations = _relations(schema.relation_types if schema is not None else ())
        self._traits = {
            kind.name: kind.traits for kind in (schema.relation_types if schema is not None else ())
        }

    def find_type(self, name: str) -> str | None:
        """The schema's type of this name, or that took it over."""
        return self._types.get(spelling_key(name))

    def type_of(self, name: str) -> str:
        """The schema's type, else the name as a label."""
        return self.find_type(name) or clean_type(name)

    def traits(self, relation: str) -> tuple[RelationTrait, ...]:
        """What the schema says of its relation of this name."""
        return self._traits.get(relation, ())

    def find_relations(self, wording: str, language: Language) -> Iterator[RelationLemma]:
        """The schema's relations that the words may mean, the nearest first: as they are given, then by their lemma.

        `inverted` says that what the words call head is the relation's tail.
        """
        yield from self._relations.get(spelling_key(wording), ())
        lemma = relation_lemma(wording, language)
        for named in self._relations.get(spelling_key(lemma.name), ()):
            yield RelationLemma(name=named.name, inverted=named.inverted != lemma.inverted)

    def relation_of(self, wording: str, language: Language) -> RelationLemma:
        """The schema's relation, else the lemma of the words."""
        return next(self.find_relations(wording, language), None) or relation_lemma(wording, language)


def type_at_end(given: str, possible: Sequence[str]) -> str:
    """The type of an end of a relation: of a thing of unknown type the only one that is possible there."""
    return possible[0] if given == UNTYPED and len(possible) == 1 else given


def _types(kinds: Iterable[EntityType]) -> dict[str, str]:
    listed = tuple(kinds)
    merged = {spelling_key(old): kind.name for kind in listed for old in kind.merged_from}
    return merged | {spelling_key(kind.name): kind.name for kind in listed}


def _relations(kinds: Iterable[RelationType]) -> dict[str, tuple[RelationLemma, ...]]:
    """A relation's own name goes before those that were taken over, and these before the lemma of a relation's name.

    One wording may be taken over by several relations ("founded in" a year, and a place): the patterns then decide.
    """
    listed = tuple(kinds)
    found: defaultdict[str, dict[RelationLemma, None]] = defaultdict(dict)
    for kind in listed:
        found[spelling_key(kind.name)][RelationLemma(name=kind.name)] = None
    for kind in listed:
        for inverted, names in ((False, kind.merged_from), (True, kind.inverted_from)):
            for old in names:
                found[spelling_key(old)][RelationLemma(name=kind.name, inverted=inverted)] = None
    for kind in listed:
        lemma = relation_lemma(kind.name)
        found[spelling_key(lemma.name)][RelationLemma(name=kind.name, inverted=lemma.inverted)] = None
    return {key: tuple(names) for key, names in found.items()}
