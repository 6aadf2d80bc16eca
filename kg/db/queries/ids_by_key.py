"""Queries of the migration by which an entity's id follows from its key, no longer from its type.

Entities and facts are read in the order of their ids, some at a time, so that every transaction stays small.
"""

NAMES_OF_ENTITIES = """
MATCH (e:__Entity__) WHERE e.id > $after
WITH e ORDER BY e.id LIMIT $limit
OPTIONAL MATCH (e)-[m:FROM_CHUNK]->()
WITH e.id AS id, e.mentions AS mentions, m.origin AS origin, m.type AS type, m.key AS key,
     collect(DISTINCT m.surface) AS surfaces
WITH id, mentions, collect(CASE WHEN origin IS NOT NULL THEN [origin, type, key, surfaces] END) AS names
RETURN id, mentions, names ORDER BY id
"""

MERGES_BY_TYPE = """
MATCH (x:Decision {kind: 'merge'}) WHERE x.source_type IS NOT NULL
RETURN x.id AS id, x.by_person AS by_person, x.source_type AS source_type, x.source_key AS source_key,
       x.target_type AS target_type, x.target_key AS target_key
ORDER BY id LIMIT $limit
"""

RENAME_MERGES = """
UNWIND $rows AS row
MATCH (x:Decision {id: row.id}) USING INDEX SEEK x:Decision(id)
SET x.id = row.to, x.source_origin = row.source, x.target_origin = row.target
REMOVE x.source_type, x.target_type
"""

JOIN_MERGES = """
UNWIND $rows AS row
MATCH (x:Decision {id: row.id}) USING INDEX SEEK x:Decision(id)
MATCH (y:Decision {id: row.to}) USING INDEX SEEK y:Decision(id)
SET y.undone_at = coalesce(y.undone_at, x.undone_at)
WITH x, y
CALL (x, y) {
  MATCH (x)-[s:SUPPORTED_BY]->(d)
  MERGE (y)-[t:SUPPORTED_BY]->(d)
  ON CREATE SET t = properties(s)
}
DETACH DELETE x
"""

DELETE_MERGES = """
UNWIND $ids AS id
MATCH (x:Decision {id: id})
DETACH DELETE x
"""

KNOWN_MERGES = """
UNWIND $ids AS id
MATCH (x:Decision {id: id}) RETURN x.id AS id
"""

RENAME_MENTIONS = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.entity}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->() WHERE m.origin = row.origin
SET m.origin = row.to
"""

RENAME_ENTITIES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id}) USING INDEX SEEK e:__Entity__(id)
SET e.id = row.to
"""

ENDS_OF_EVIDENCE = """
MATCH (f:Fact) WHERE f.id > $after
WITH f ORDER BY f.id LIMIT $limit
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
OPTIONAL MATCH (f)-[v:FROM_CHUNK]->()
WITH f, h, t, collect(DISTINCT [v.head_origin, v.tail_origin]) AS origins
RETURN f.id AS id, f.type AS type, h.id AS head, t.id AS tail, origins ORDER BY id
"""

RENAME_EVIDENCE = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.fact}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[v:FROM_CHUNK]->() WHERE v.head_origin = row.head_origin AND v.tail_origin = row.tail_origin
SET v.head_origin = row.head, v.tail_origin = row.tail
"""

RENAME_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
OPTIONAL MATCH (h)-[r]->(t) WHERE r.fact_id = row.id
SET f.id = row.to, r.fact_id = row.to
"""
