"""A private Neo4j without Docker."""
