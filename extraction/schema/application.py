"""What a graph schema keeps of an extraction, and what it leaves out."""

from collections.abc import Iterator
from itertools import product

from extraction.mentions.schema_names import SchemaNames, type_at_end
from extraction.schema.vocabulary import base_vocabulary
from kg.text.lemma import RelationLemma
from schemas.document import Language
from schemas.extraction import ChunkExtraction, Dropped, ExtractedEntity, Triple
from schemas.graph_schema import GraphSchema

_REASON = "not in schema"


def apply_schema(
    extraction: ChunkExtraction,
    schema: GraphSchema,
    *,
    language: Language = "en",
    keep_lost: bool = False,
) -> ChunkExtraction:
    """The extraction with only entity types and (head type, relation, tail type) patterns of the schema.

    Names are spelled as the schema spells them: case, spaces and underscores do not matter, a name that was merged
    into a type counts as that type, and a relation in the words of the text counts as its lemma. A passive and a
    relation that was taken over inverted are turned: head and tail are exchanged. A City counts as a Place where the
    schema has no place for cities, and a thing of unknown type gets the type that is the only one possible at that end
    of the relation. What is not allowed moves to `dropped`, with `keep_lost` as statements that can be read again. Applying it twice changes
    nothing.
    """
    vocabulary = _Vocabulary(schema, language)
    entities: dict[ExtractedEntity, None] = {}
    triples: dict[Triple, None] = {}
    dropped: list[Dropped] = []
    for entity in extraction.entities:
        if type_name := vocabulary.entity_type(entity.type):
            entities[entity.model_copy(update={"type": type_name})] = None
        else:
            dropped.append(Dropped(reason=_REASON, example=f"{entity.name} ({entity.type})"))
    for triple in extraction.triples:
        if allowed := vocabulary.find_allowed(triple):
            triples[allowed] = None
        else:
            lost = triple if keep_lost else None
            dropped.append(Dropped(reason=_REASON, example=_show(triple), statement=lost))
    return extraction.model_copy(
        update={
            "entities": tuple(entities),
            "triples": tuple(triples),
            "dropped": (*extraction.dropped, *dropped),
        }
    )


class _Vocabulary:
    """A schema's names, and the patterns they may form."""

    def __init__(self, schema: GraphSchema, language: Language) -> None:
        self._language = language
        self._names = SchemaNames(schema)
        self._relations = {kind.name: kind for kind in schema.relation_types}
        self._patterns = {pattern.key for pattern in schema.patterns}

    def entity_type(self, name: str) -> str | None:
        return next(self._entity_types(name), None)

    def _entity_types(self, name: str) -> Iterator[str]:
        """The schema's type of this name and the wider ones, the nearest first."""
        yield from filter(None, map(self._names.find_type, base_vocabulary().lineage(name)))

    def find_allowed(self, triple: Triple) -> Triple | None:
        """The triple in the schema's words, or None when no pattern has a place for it."""
        relations = self._names.find_relations(triple.relation, self._language)
        return next(
            filter(None, (self._respelled(_as_read(triple, each), each.name) for each in relations)), None
        )

    def _respelled(self, triple: Triple, relation: str) -> Triple | None:
        kind = self._relations[relation]
        for ends in product(self._entity_types(triple.head_type), self._entity_types(triple.tail_type)):
            head, tail = type_at_end(ends[0], kind.head), type_at_end(ends[1], kind.tail)
            if (head, relation, tail) in self._patterns:
                return triple.model_copy(update={"head_type": head, "relation": relation, "tail_type": tail})
        return None


def _as_read(triple: Triple, relation: RelationLemma) -> Triple:
    """The triple with head and tail as the relation has them."""
    head, tail = relation.ends(triple.head, triple.tail)
    head_type, tail_type = relation.ends(triple.head_type, triple.tail_type)
    return triple.model_copy(
        update={"head": head, "head_type": head_type, "tail": tail, "tail_type": tail_type}
    )


def deciding_parts(schema: GraphSchema | None) -> list[object] | None:
    """What of a schema decides what it keeps of an extraction: names, patterns and ends, not counts or the version.

    It is part of the keys under which the outcomes of the strict pass are cached.
    """
    if schema is None:
        return None
    types = [(known.name, known.merged_from) for known in schema.entity_types]
    relations = [
        (known.name, known.taken_over, *((known.head, known.tail) if known.head or known.tail else ()))
        for known in schema.relation_types
    ]
    return [sorted([*types, *relations]), sorted(pattern.key for pattern in schema.patterns)]


def _show(triple: Triple) -> str:
    return f"{triple.head} ({triple.head_type}) | {triple.relation} | {triple.tail} ({triple.tail_type})"
