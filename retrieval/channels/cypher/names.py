"""The names of one graph, for the prompt and for the guard."""

import asyncio
from dataclasses import dataclass

from kg.db.labels import label_of
from kg.guard.vocabulary import CypherVocabulary
from kg.reader import GraphReader
from schemas.graph_schema import GraphSchema


@dataclass(frozen=True)
class GraphNames:
    """Entity types (as labels) and relation types, most frequent first, and what the schema says may be joined."""

    types: tuple[str, ...]
    relations: tuple[str, ...]
    patterns: tuple[str, ...] = ()

    @property
    def allowed(self) -> CypherVocabulary:
        """What generated Cypher may name."""
        return CypherVocabulary(labels=frozenset(self.types), relation_types=frozenset(self.relations))


class NamesInForce:
    """The names of one graph, read again when it has changed."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._read: tuple[int, GraphNames] | None = None

    async def at(self, graph_version: int) -> GraphNames:
        """The names of the graph at this version.

        Raises:
            GraphStoreError: Neo4j cannot be reached.
        """
        if self._read is None or self._read[0] != graph_version:
            self._read = graph_version, await read_names(self._reader)
        return self._read[1]


async def read_names(reader: GraphReader) -> GraphNames:
    """The approved schema's names; where none is approved (mode `open`), those that are in the graph.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    schema = await reader.schemas.find_approved()
    if schema is not None:
        return _of_schema(schema)
    types, relations = await asyncio.gather(reader.entities.types(), reader.facts.types())
    return GraphNames(
        types=tuple(label_of(name) for name, _ in types), relations=tuple(name for name, _ in relations)
    )


def _of_schema(schema: GraphSchema) -> GraphNames:
    types = sorted(schema.entity_types, key=lambda kind: -kind.count)
    relations = sorted(schema.relation_types, key=lambda kind: -kind.count)
    patterns = sorted(schema.patterns, key=lambda pattern: -pattern.count)
    return GraphNames(
        types=tuple(label_of(kind.name) for kind in types),
        relations=tuple(kind.name for kind in relations),
        patterns=tuple(
            f"(:{label_of(pattern.head)})-[:{pattern.relation}]->(:{label_of(pattern.tail)})"
            for pattern in patterns
        ),
    )
