"""The query for a question whose entity and relation type are known by name."""

from kg.db.queries.names_in_force import stated, support

_SUPPORT, _STATED = support("f"), stated("v")

STATEMENTS_OF = f"""
UNWIND $entities AS entity
MATCH (e:__Entity__ {{id: entity}})
CALL (e) {{
  MATCH (e)<-[:HEAD|TAIL]-(f:Fact)
  WITH f LIMIT $read
  WITH f WHERE f.type IN $relations AND {_SUPPORT} > 0
  RETURN f ORDER BY {_SUPPORT} DESC, f.id LIMIT $facts
}}
WITH DISTINCT f, {_SUPPORT} AS support ORDER BY support DESC, f.id LIMIT $facts
CALL (f) {{
  MATCH (f)-[v:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
  WHERE d.ready_at IS NOT NULL AND {_STATED} AND ($document_ids IS NULL OR d.id IN $document_ids)
  RETURN DISTINCT c, d ORDER BY d.source, c.index LIMIT $chunks
}}
RETURN f.id AS fact_id, f.text AS text, c.id AS chunk_id
ORDER BY support DESC, fact_id, d.source, c.index
"""
"""It reads no more than `$read` facts of an entity: a name that half the documents mention would take longer than it is worth."""
