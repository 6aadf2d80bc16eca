"""The HTTP API; must not know Neo4j."""
