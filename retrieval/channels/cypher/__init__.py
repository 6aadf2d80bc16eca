"""Chunks that a Cypher query leads to; must not know the other channels."""
