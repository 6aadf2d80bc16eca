"""Queries that read what a walk over the graph needs, document by document; only visible ones."""

from kg.db.queries.names_in_force import stated, support

DOCUMENT_SIZES = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL
RETURN d.id AS id, COUNT { (d)<-[:FROM_DOCUMENT]-() } AS chunks ORDER BY id
"""

# Ids all have one length, so that many of them can go in one string: each value of its own costs the reader more.
CHUNK_PARTS = f"""
UNWIND $ids AS id
MATCH (d:Document {{id: id}}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:FROM_DOCUMENT]-(c) WHERE d.ready_at IS NOT NULL
WITH d, c ORDER BY d.id, c.index
RETURN d.id AS document_id, c.id AS chunk_id,
  COLLECT {{ MATCH (c)<-[m:FROM_CHUNK]-(e) WHERE m.origin IS NOT NULL RETURN DISTINCT e.id }} AS entities,
  COLLECT {{
    MATCH (c)<-[v:FROM_CHUNK]-(f) WHERE v.head_origin IS NOT NULL AND {stated("v")} AND {support("f")} > 0
    WITH DISTINCT f
    MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
    RETURN h.id + t.id
  }} AS statements
"""
