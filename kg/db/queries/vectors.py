"""Queries on the vectors of entities and facts."""

COUNT_PENDING = "MATCH (n:__Unembedded__) RETURN count(n) AS count"

PENDING = """
MATCH (n:__Unembedded__)
WITH n LIMIT $limit
RETURN n.id AS id, CASE WHEN n:Fact THEN 'fact' ELSE 'entity' END AS kind,
       CASE WHEN n:Fact THEN n.text ELSE n.name END AS text
"""

SET_ENTITY_VECTORS = """
UNWIND $rows AS row
MATCH (n:__Entity__ {id: row.id}) WHERE n.name = row.text
CALL db.create.setNodeVectorProperty(n, 'embedding', row.vector)
REMOVE n:__Unembedded__
"""

SET_FACT_VECTORS = """
UNWIND $rows AS row
MATCH (n:Fact {id: row.id}) WHERE n.text = row.text
CALL db.create.setNodeVectorProperty(n, 'embedding', row.vector)
REMOVE n:__Unembedded__
"""
