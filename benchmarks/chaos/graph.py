"""What stands in a graph, to be compared with another one of the same documents."""

from collections import Counter
from collections.abc import Mapping

from neo4j import Driver, GraphDatabase

from kg.server.address import Neo4jAddress

Content = Mapping[str, Counter[str]]

# But for times, and for versions of the schema, whose number depends on which job was the first.
_QUERIES = {
    "documents": "MATCH (d:Document) RETURN d.source + ' ' + d.sha256 + ' ' + (d.ready_at IS NOT NULL)",
    "chunks": "MATCH (c:Chunk)-[:FROM_DOCUMENT]->(d) RETURN c.id + ' ' + c.text + ' ' + (c.embedding IS NOT NULL)",
    "entities": "MATCH (e:__Entity__) RETURN e.id + ' ' + e.name + ' ' + (e.embedding IS NOT NULL)",
    "mentions": "MATCH (e:__Entity__)-[m:FROM_CHUNK]->(c) RETURN e.id + ' ' + c.id + ' ' + m.start + ' ' + m.end",
    "facts": "MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(t), (f)-[v:FROM_CHUNK]->(c) "
    "RETURN h.name + ' ' + f.type + ' ' + t.name + ' ' + f.support + ' ' + c.id + ' ' + v.start + ' ' + (f.embedding IS NOT NULL)",
    "relationships": "MATCH (h:__Entity__)-[r]->(t:__Entity__) RETURN h.id + ' ' + type(r) + ' ' + t.id + ' ' + r.support",
}


def content_of(address: Neo4jAddress) -> Content:
    """How often each thing stands in the graph, by kinds."""
    with _driver(address) as driver:
        return {
            kind: Counter(str(record[0]) for record in driver.execute_query(query).records)
            for kind, query in _QUERIES.items()
        }


def empty(address: Neo4jAddress) -> None:
    """Take everything out of the graph."""
    with _driver(address) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def _driver(address: Neo4jAddress) -> Driver:
    return GraphDatabase.driver(address.uri, auth=(address.user, address.password.get_secret_value()))
