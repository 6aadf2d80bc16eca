"""What types and relations are called under a graph schema."""

from collections.abc import Iterable, Iterator

from extraction.mentions.names import clean_type, spelling_key
from kg.text.lemma import RelationLemma, relation_lemma
from schemas.document import Language
from schemas.graph_schema import EntityType, GraphSchema, RelationType


class SchemaNames:
    """The names of a schema by every spelling they answer to; case, spaces and underscores do not matter.

    A schema's own names are never changed. What it does not know is named as without a schema: a type as a label, a
    relation by its lemma.
    """

    def __init__(self, schema: GraphSchema | None = None) -> None:
        self._types = _types(schema.entity_types if schema is not None else ())
        self._relations = _relations(schema.relation_types if schema is not None else ())

    def find_type(self, name: str) -> str | None:
        """The schema's type of this name, or that took it over."""
        return self._types.get(spelling_key(name))

    def type_of(self, name: str) -> str:
        """The schema's type, else the name as a label."""
        return self.find_type(name) or clean_type(name)

    def find_relations(self, wording: str, language: Language) -> Iterator[RelationLemma]:
        """The schema's relations that the words may mean, the nearest first: as they are given, then by their lemma.

        `inverted` says that what the words call head is the relation's tail.
        """
        known = self._relations.get(spelling_key(wording))
        if known is not None:
            yield known
        lemma = relation_lemma(wording, language)
        named = self._relations.get(spelling_key(lemma.name))
        if named is not None:
            yield RelationLemma(name=named.name, inverted=named.inverted != lemma.inverted)

    def relation_of(self, wording: str, language: Language) -> RelationLemma:
        """The schema's relation, else the lemma of the words."""
        return next(self.find_relations(wording, language), None) or relation_lemma(wording, language)


def _types(kinds: Iterable[EntityType]) -> dict[str, str]:
    listed = tuple(kinds)
    merged = {spelling_key(old): kind.name for kind in listed for old in kind.merged_from}
    return merged | {spelling_key(kind.name): kind.name for kind in listed}


def _relations(kinds: Iterable[RelationType]) -> dict[str, RelationLemma]:
    """A relation's own name goes before one that was taken over, and that before the lemma of a relation's name."""
    listed = tuple(kinds)
    lemmas = {kind.name: relation_lemma(kind.name) for kind in listed}
    found = {
        spelling_key(lemma.name): RelationLemma(name=name, inverted=lemma.inverted)
        for name, lemma in lemmas.items()
    }
    for kind in listed:
        found |= {spelling_key(old): RelationLemma(name=kind.name) for old in kind.merged_from}
        found |= {
            spelling_key(old): RelationLemma(name=kind.name, inverted=True) for old in kind.inverted_from
        }
    return found | {spelling_key(kind.name): RelationLemma(name=kind.name) for kind in listed}
