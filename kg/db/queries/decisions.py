"""Queries on the ledger of decisions."""

from kg.db.queries.graph import QUALIFIERS

_DECISION = """
x.id AS id, x.kind AS kind, x.source_origin AS source_origin, x.target_origin AS target_origin, x.relation AS relation,
x.value AS value, coalesce(x.sources, []) AS sources, coalesce(x.mentions, []) AS mentions,
coalesce(x.qualifiers, []) AS qualifiers, x.reason AS reason, x.score AS score, x.decided_by AS decided_by, x.at AS at,
x.undone_at AS undone_at
"""

LIST_DECISIONS = f"""
OPTIONAL MATCH (last:Decision {{id: $after}})
WITH last
MATCH (x:Decision) WHERE x.kind <> 'approve schema'
  AND (last IS NULL OR x.at < last.at OR (x.at = last.at AND x.id > last.id))
  AND (x.by_person OR x.undone_at IS NOT NULL
       OR EXISTS {{ MATCH (x)-[:SUPPORTED_BY]->(d:Document) WHERE d.ready_at IS NOT NULL }})
WITH x ORDER BY x.at DESC, x.id LIMIT $limit
RETURN {_DECISION} ORDER BY x.at DESC, x.id
"""

GET_DECISION = f"""
MATCH (x:Decision {{id: $id}}) WHERE x.kind <> 'approve schema'
RETURN {_DECISION}
"""

VISIBLE_KEYS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) WHERE e.mentions > 0
RETURN e.id AS id, e.key AS key
"""

STATED_FACTS = (
    """
UNWIND $ids AS wanted
MATCH (f:Fact {id: wanted}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
CALL (f) {
  OPTIONAL MATCH (f)-[:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
  RETURN count(DISTINCT c) AS support
}
RETURN f.id AS id, h.id AS head, h.name AS head_name, f.type AS type, t.id AS tail, t.name AS tail_name, f.text AS text,
       support, coalesce(f.reduced, false) AS reduced, """
    + QUALIFIERS
)

REJECTIONS_OF = f"""
MATCH (f:Fact {{id: $fact}})<-[:ABOUT]-(x:Decision {{kind: 'reject'}}) WHERE x.undone_at IS NULL
RETURN {_DECISION} ORDER BY x.at DESC, x.id
"""

WRITE_DECISION = """
CREATE (x:Decision:$($labels)) SET x = $decision
"""

MENTIONS_BY_SOURCE = """
MATCH (e:__Entity__ {id: $entity})-[:FROM_CHUNK]->()-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
RETURN d.source AS source, count(*) AS mentions
"""

MENTIONS_AT = """
UNWIND $places AS place
MATCH (c:Chunk {id: place.chunk_id}) USING INDEX SEEK c:Chunk(id)
MATCH (c)<-[m:FROM_CHUNK]-(e) WHERE e.id = $entity AND m.start = place.start
MATCH (c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
RETURN DISTINCT c.id AS chunk_id, c.text AS text, m.start AS start, m.end AS end, d.source AS source
"""

MARK_SYMMETRIC = """
MATCH (x:Decision {id: $id}) MATCH (f:Fact {id: $fact}) WHERE 'symmetric' IN f.traits
SET x.symmetric = true
"""

IS_SYMMETRIC = """
MATCH (f:Fact {type: $relation}) WHERE 'symmetric' IN f.traits
RETURN f.type AS id LIMIT 1
"""

SET_SYMMETRIC = """
MATCH (x:Decision {id: $id}) SET x.symmetric = true
"""

UNDO = """
UNWIND $ids AS id
MATCH (x:Decision {id: id})
SET x.undone_at = $at
"""
