"""Queries that bring the record under other names of relations and types."""

COUNT_STATEMENTS = """
MATCH (f:Fact) WHERE f.type IN $relations
MATCH (f)-[v:FROM_CHUNK]->()
RETURN count(v) AS count
"""

COUNT_MENTIONS = """
MATCH (:__Entity__)-[m:FROM_CHUNK]->() WHERE m.type IN $types
RETURN count(m) AS count
"""

FACTS_OF_RELATIONS = """
MATCH (f:Fact) WHERE f.type IN $relations
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
RETURN f.id AS id, f.type AS relation, h.id AS head, t.id AS tail,
       coalesce(f.qualifiers, []) AS qualifiers, coalesce(f.wordings, []) AS wordings ORDER BY id
"""

_STATE_UNDER_OTHER_NAME = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) USING INDEX SEEK f:Fact(id)
MATCH (g:Fact {id: row.to}) USING INDEX SEEK g:Fact(id)
MATCH (f)-[v:FROM_CHUNK]->(c) WHERE v.moved_in IS NULL
WITH row, g, c, v, v.head_origin AS head, v.tail_origin AS tail, v.head_part AS head_part, v.tail_part AS tail_part
CREATE (g)-[w:FROM_CHUNK]->(c)
SET w = properties(v), w.traits = row.traits,
    w.head_origin = CASE WHEN row.inverted THEN tail ELSE head END,
    w.tail_origin = CASE WHEN row.inverted THEN head ELSE tail END,
    w.head_part = CASE WHEN row.inverted THEN tail_part ELSE head_part END,
    w.tail_part = CASE WHEN row.inverted THEN head_part ELSE tail_part END
"""

MOVE_STATEMENTS = f"{_STATE_UNDER_OTHER_NAME}DELETE v"

COPY_STATEMENTS = f"{_STATE_UNDER_OTHER_NAME}SET v.moved_in = false, w.moved_in = true"

DROP_STATEMENTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[v:FROM_CHUNK]->()
DELETE v
"""

MOVE_REJECTIONS = """
UNWIND $rows AS row
MATCH (x:Decision {relation: row.before})
WITH row, x, [x.source_origin, x.target_origin] AS ends, [x.source_key, x.target_key] AS keys,
     CASE WHEN row.inverted THEN 1 ELSE 0 END AS first
SET x.relation = row.after, x.symmetric = CASE WHEN row.symmetric THEN true END,
    x.source_origin = ends[first], x.target_origin = ends[1 - first],
    x.source_key = keys[first], x.target_key = keys[1 - first]
RETURN x.source_origin AS source, x.target_origin AS target
"""

MOVE_TYPES = """
UNWIND $rows AS row
MATCH (e:__Entity__)-[m:FROM_CHUNK]->() WHERE m.type = row.before
SET m.type = row.after, m.family = row.family
RETURN DISTINCT e.id AS id
"""
