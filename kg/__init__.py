"""The graph: Neo4j store, entity resolution, link prediction, the Cypher guard, the local server."""
