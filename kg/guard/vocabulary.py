"""What generated Cypher may name."""

from functools import cached_property

from schemas.value import Value

OWN_LABELS = frozenset({"__Entity__", "Fact", "Chunk", "Document"})
OWN_RELATIONS = frozenset({"HEAD", "TAIL", "FROM_CHUNK", "FROM_DOCUMENT", "NEXT_CHUNK"})
PROPERTIES = frozenset({
    "id", "name", "type", "key", "aliases", "mentions", "text", "support", "fact_id", "document_id", "index", "start", "end",
    "page", "page_end", "heading", "language", "surface", "grounding", "phrase", "source", "title", "uri",
    "media_type", "ingested_at", "reduced", "traits", "kinds", "qualifiers", "wordings", "fact_ids", "confidence",
})  # fmt: skip
"""Every property of a graph but its vectors."""


class CypherVocabulary(Value):
    """The labels and relation types of one graph, besides those that every graph has."""

    labels: frozenset[str] = frozenset()
    relation_types: frozenset[str] = frozenset()

    @cached_property
    def all_labels(self) -> frozenset[str]:
        """The graph's labels and our own."""
        return self.labels | OWN_LABELS

    @cached_property
    def all_relation_types(self) -> frozenset[str]:
        """The graph's relation types and our own."""
        return self.relation_types | OWN_RELATIONS
