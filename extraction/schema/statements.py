"""What a triple of the loose pass states, in the names of a schema in force and of a vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.mentions.names import clean_type
from extraction.mentions.schema_names import SchemaNames, type_at_end
from extraction.schema.canonical import Canonicaliser
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.vocabulary import KnownRelationType, Vocabulary
from kg.text.lemma import RelationLemma, relation_lemma
from schemas.document import Language
from schemas.extraction import Triple
from schemas.graph_schema import GraphSchema

PatternKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple in raw types, its relation named and its direction turned.

    `lemma` is that of the wording, and `turned` says that it reads from the relation's tail to its head.
    """

    pattern: PatternKey
    wording: str
    lemma: str
    turned: bool


class StatementReader:
    """Names what triples state: by the schema in force, by the vocabulary, by merges, then by the lemma of their words."""

    def __init__(
        self, in_force: GraphSchema | None, vocabulary: Vocabulary | None, merges: Merges = NO_MERGES
    ) -> None:
        self._names = SchemaNames(in_force)
        self._patterns = {pattern.key for pattern in (in_force.patterns if in_force is not None else ())}
        self._vocabulary = vocabulary
        self._merges = merges
        self._canonical = Canonicaliser(vocabulary) if vocabulary is not None else None

    def read(self, triple: Triple, language: Language) -> Statement:
        """The statement."""
        lemma = relation_lemma(triple.relation, language)
        relation = self._relation(triple, lemma, language)
        head, tail = relation.ends(triple.head_type, triple.tail_type)
        if (known := self.known_relation(relation.name)) is not None:
            head, tail = self._type_at_end(head, known.head), self._type_at_end(tail, known.tail)
        return Statement(
            (head, relation.name, tail), triple.relation, lemma.name, relation.inverted != lemma.inverted
        )

    def known_relation(self, name: str) -> KnownRelationType | None:
        """The vocabulary's relation type of this name."""
        return self._vocabulary.relation_types.get(name) if self._vocabulary is not None else None

    def known_type(self, name: str) -> str | None:
        """The vocabulary's entity type that is called so, or that a merge says it is."""
        if self._canonical is None:
            return None
        return self._canonical.entity_type(name) or self._merges.find_type(name)

    def fits(self, pattern: PatternKey) -> bool:
        """Whether the ends, in raw types, are those of the relation; of one that the vocabulary lacks any are."""
        head, name, tail = pattern
        if self.known_relation(name) is None or self._canonical is None:
            return True
        ends = (self.known_type(raw) or clean_type(raw) for raw in (head, tail))
        return self._canonical.may_join(next(ends), name, next(ends))

    def _relation(self, triple: Triple, lemma: RelationLemma, language: Language) -> RelationLemma:
        """The relation that the triple states; `inverted`: its head is the triple's tail.

        One of the schema in force, if a pattern has a place for it; else the vocabulary's; else the nearest in force;
        else what a merge says.
        """
        in_force = list(self._names.find_relations(triple.relation, language))
        for each in in_force:
            head, tail = map(self._type, each.ends(triple.head_type, triple.tail_type))
            if (head, each.name, tail) in self._patterns:
                return each
        canonical = self._canonical_relation(triple, lemma)
        own = [each for each in in_force if self.known_relation(each.name) is None]
        if canonical is not None and not own:
            return canonical
        return next(iter(own or in_force), None) or self._merged_relation(triple, lemma) or lemma

    def _merged_relation(self, triple: Triple, lemma: RelationLemma) -> RelationLemma | None:
        """What a merge makes of the lemma, where the ends are those of the other relation."""
        merge = self._merges.find_relation(lemma.name)
        if merge is None:
            return None
        relation = RelationLemma(name=merge.after, inverted=lemma.inverted != merge.inverted)
        head, tail = relation.ends(triple.head_type, triple.tail_type)
        return relation if self.fits((head, merge.after, tail)) else None

    def _canonical_relation(self, triple: Triple, lemma: RelationLemma) -> RelationLemma | None:
        if self._canonical is None:
            return None
        head, tail = (
            self.known_type(name) or clean_type(name) for name in (triple.head_type, triple.tail_type)
        )
        found = self._canonical.nearest(head, lemma, tail)
        return RelationLemma(name=found.name, inverted=found.inverted) if found is not None else None

    def _type(self, raw: str) -> str:
        """The type in force, else the vocabulary's, else the name as a label."""
        return self._names.find_type(raw) or self.known_type(raw) or clean_type(raw)

    def _type_at_end(self, raw: str, possible: Sequence[str]) -> str:
        """The type of an end of a relation of the vocabulary, which tells what a thing of unknown type is."""
        known = self._type(raw)
        at_end = type_at_end(known, possible)
        return raw if at_end == known else at_end
