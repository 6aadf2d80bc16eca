"""What generated Cypher may name."""

from functools import cached_property

from schemas.graph_schema import GraphSchema
from schemas.value import Value

OWN_LABELS = frozenset({"__Entity__", "Fact", "Chunk", "Document"})
OWN_RELATIONS = frozenset({"HEAD", "TAIL", "FROM_CHUNK", "FROM_DOCUMENT", "NEXT_CHUNK"})
OWN_PROPERTIES = frozenset({
    "id", "name", "type", "key", "aliases", "mentions", "text", "support", "fact_id", "document_id", "index", "start", "end",
    "page", "page_end", "heading", "language", "surface", "grounding", "phrase", "source", "title", "uri",
    "media_type", "ingested_at",
})  # fmt: skip


class CypherVocabulary(Value):
    """The labels, relation types and property names of one graph, besides those that every graph has."""

    labels: frozenset[str] = frozenset()
    relation_types: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()

    @classmethod
    def of_schema(cls, schema: GraphSchema) -> "CypherVocabulary":
        """What an approved schema allows."""
        return cls(
            labels=frozenset(kind.name for kind in schema.entity_types),
            relation_types=frozenset(kind.name for kind in schema.relation_types),
        )

    @cached_property
    def all_labels(self) -> frozenset[str]:
        """The graph's labels and our own."""
        return self.labels | OWN_LABELS

    @cached_property
    def all_relation_types(self) -> frozenset[str]:
        """The graph's relation types and our own."""
        return self.relation_types | OWN_RELATIONS

    @cached_property
    def all_properties(self) -> frozenset[str]:
        """The graph's property names and our own; never the vectors."""
        return self.properties | OWN_PROPERTIES
