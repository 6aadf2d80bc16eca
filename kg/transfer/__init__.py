"""A whole graph as it is stored, out of Neo4j and into an empty one."""
