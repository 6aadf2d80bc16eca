"""Queries that re-derive entities, aliases, facts and typed relationships from the record.

Each has to begin with a seek by a unique id (USING INDEX SEEK), and goes along relationships to nodes without a label
where the relationship tells what they are. Otherwise Neo4j, planning while the graph is nearly empty, may begin at
every node of a label, and keeps that plan for seconds after the graph has grown.
"""

from typing import LiteralString

TOUCHED_ENTITIES = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:FROM_DOCUMENT]-(c)<-[m:FROM_CHUNK]-(e) WHERE m.origin IS NOT NULL
RETURN DISTINCT e.id AS id
"""

TOUCHED_FACTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:FROM_DOCUMENT]-(c)<-[v:FROM_CHUNK]-(f) WHERE v.head_origin IS NOT NULL
RETURN DISTINCT f.id AS id
"""

ENDS_OF_FACTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:HEAD|TAIL]->(e)
RETURN DISTINCT e.id AS id
"""

TOUCHED_DECISIONS = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:SUPPORTED_BY]-(x)
RETURN DISTINCT x.source_origin AS source, x.target_origin AS target
"""

COUNT_DECISIONS = "MATCH (x:Decision) RETURN count(x) AS count"

MERGES_ABOUT = """
CALL () {
  MATCH (x:Decision) WHERE x.source_origin IN $ids AND x.kind = 'merge' RETURN x
  UNION
  MATCH (x:Decision) WHERE x.target_origin IN $ids AND x.kind = 'merge' RETURN x
}
RETURN x.id AS id, x.source_origin AS source, x.target_origin AS target, x.by_person AS by_person, x.at AS at,
       x.undone_at IS NOT NULL AS undone,
       COUNT { MATCH (x)-[:SUPPORTED_BY]->(d) WHERE d.ready_at IS NOT NULL } AS support
"""

RULINGS_ABOUT = """
CALL () {
  MATCH (x:Decision) WHERE x.source_origin IN $ids AND x.kind <> 'merge' RETURN x
  UNION
  MATCH (x:Decision) WHERE x.target_origin IN $ids AND x.kind <> 'merge' RETURN x
  UNION
  MATCH (x:Split) WHERE any(id IN x.origins WHERE id IN $ids) RETURN x
}
RETURN x.id AS id, x.kind AS kind, x.source_origin AS source, x.target_origin AS target, x.relation AS relation,
       x.value AS value, coalesce(x.origins, []) AS origins, coalesce(x.sources, []) AS sources,
       coalesce(x.mentions, []) AS mentions, coalesce(x.mention_sources, []) AS mention_sources, x.at AS at,
       x.undone_at IS NOT NULL AS undone, coalesce(x.symmetric, false) AS symmetric,
       coalesce(x.qualifiers, []) AS qualifiers
"""

PLACES_OF_ORIGINS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->()
WITH DISTINCT e.id AS entity, coalesce(m.part, m.origin) AS origin, CASE WHEN m.part IS NULL THEN m.key END AS key
RETURN entity, origin, key
"""

KEYS_FROM_DECISIONS = """
UNWIND $ids AS id
CALL (id) {
  MATCH (x:Decision {source_origin: id}) RETURN x.source_key AS key
  UNION
  MATCH (x:Decision {target_origin: id}) RETURN x.target_key AS key
}
RETURN DISTINCT id, key
"""

MENTIONS_TO_PART = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d)
WHERE m.origin IN $origins AND (m.part IS NOT NULL OR d.source IN $sources)
RETURN elementId(m) AS id, m.origin AS origin, m.part AS part, d.id AS document, d.source AS source, c.id AS chunk_id, c.start AS chunk_start,
       c.text AS text, m.start AS start, m.end AS end
"""

EVIDENCE_TO_PART = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:HEAD|TAIL]-(f)-[v:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d)
WHERE (v.head_origin IN $origins OR v.tail_origin IN $origins)
  AND (v.head_part IS NOT NULL OR v.tail_part IS NOT NULL OR d.source IN $sources)
WITH DISTINCT f, v, c, d
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
RETURN elementId(v) AS id, h.id AS head, t.id AS tail, v.head_origin AS head_origin, v.tail_origin AS tail_origin,
       v.head_part AS head_part, v.tail_part AS tail_part, d.id AS document, d.source AS source, c.id AS chunk_id,
       c.start + v.start AS start, c.start + v.end AS end
"""

SET_MENTION_PARTS = """
UNWIND $rows AS row
MATCH ()-[m:FROM_CHUNK]->() WHERE elementId(m) = row.id
SET m.part = row.part
"""

SET_EVIDENCE_PARTS = """
UNWIND $rows AS row
MATCH ()-[v:FROM_CHUNK]->() WHERE elementId(v) = row.id
SET v.head_part = row.head_part, v.tail_part = row.tail_part
"""

MOVE_MENTIONS = """
UNWIND $rows AS row
MATCH (a:__Entity__ {id: row.entity}) USING INDEX SEEK a:__Entity__(id)
MATCH (b:__Entity__ {id: row.to}) USING INDEX SEEK b:__Entity__(id)
MATCH (a)-[m:FROM_CHUNK]->(c) WHERE coalesce(m.part, m.origin) = row.origin
CREATE (b)-[n:FROM_CHUNK]->(c)
SET n = properties(m)
DELETE m
"""

EVIDENCE_OF_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:HEAD|TAIL]-(f:Fact)
WITH DISTINCT f
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t) MATCH (f)-[v:FROM_CHUNK]->()
RETURN DISTINCT f.id AS fact, f.type AS type, h.id AS head, t.id AS tail,
       coalesce(v.head_part, v.head_origin) AS head_origin, coalesce(v.tail_part, v.tail_origin) AS tail_origin,
       coalesce(v.traits, []) AS traits, coalesce(f.qualifiers, []) AS qualifiers,
       coalesce(f.wordings, []) AS wordings
"""

MOVE_EVIDENCE = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.fact}) USING INDEX SEEK f:Fact(id)
MATCH (g:Fact {id: row.to}) USING INDEX SEEK g:Fact(id)
MATCH (f)-[v:FROM_CHUNK]->(c) WHERE coalesce(v.head_part, v.head_origin) = row.head_origin AND coalesce(v.tail_part, v.tail_origin) = row.tail_origin
CREATE (g)-[w:FROM_CHUNK]->(c)
SET w = properties(v)
DELETE v
"""

READ_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
CALL (e) {
  MATCH (e)-[m:FROM_CHUNK]->()-[:FROM_DOCUMENT]->(d)
  WITH coalesce(m.part, m.origin) AS origin, m.type AS type, coalesce(m.family, m.type) AS family, m.surface AS surface, m.key AS key,
       m.surface_key AS surface_key, d.ready_at IS NOT NULL AS visible, count(*) AS times
  RETURN collect([origin, type, family, surface, key, surface_key, visible, times]) AS names
}
RETURN e.id AS id, e.name AS name, e.type AS type, e.aliases AS aliases, e.mentions AS mentions, names,
       [(a)-[:ALIAS_OF]->(e) WHERE a.source = 'text' | [a.key, a.surface]] AS stored, e.as_kind = 'only' AS kind_only
"""

UPDATE_ENTITIES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id})
SET e.name = row.name, e.type = row.type, e.aliases = row.aliases, e.mentions = row.mentions
FOREACH (alias IN row.fresh | CREATE (:Alias {key: alias[0], surface: alias[1], source: 'text'})-[:ALIAS_OF]->(e))
"""

SHOW_ENTITIES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id})
SET e.name = row.name, e.type = row.type, e.aliases = row.aliases, e.mentions = row.mentions, e:$(row.label)
FOREACH (alias IN row.fresh | CREATE (:Alias {key: alias[0], surface: alias[1], source: 'text'})-[:ALIAS_OF]->(e))
"""

UNLABEL_ENTITIES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id})
REMOVE e:$(row.label)
"""

CLEAR_ENTITY_VECTORS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id})
REMOVE e.embedding
SET e:__Unembedded__
"""

DELETE_ALIASES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.entity}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:ALIAS_OF]-(a) WHERE a.source = 'text' AND a.key = row.key AND a.surface = row.surface
DETACH DELETE a
"""

DELETE_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
OPTIONAL MATCH (a)-[:ALIAS_OF]->(e)
DETACH DELETE a, e
"""

FACTS_BESIDE = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:HEAD|TAIL]-(f:Fact)
RETURN DISTINCT f.id AS id
"""


def facts_as_stated(counts: LiteralString) -> LiteralString:
    """The query that reads facts with what their evidence `v` makes of them, of that for which the condition holds."""
    return f"""
UNWIND $ids AS id
MATCH (f:Fact {{id: id}}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
CALL (f) {{
  OPTIONAL MATCH (f)-[v:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d) WHERE {counts}
  WITH v, c, d.ready_at IS NOT NULL AS visible
  RETURN count(c) AS evidence, count(DISTINCT CASE WHEN visible THEN c END) AS stated,
         collect(DISTINCT CASE WHEN visible THEN v.traits END) AS found,
         collect(DISTINCT CASE WHEN v.wordings IS NOT NULL THEN [v.wordings, visible] END) AS worded
}}
CALL (f) {{
  OPTIONAL MATCH (g:Fact) USING INDEX SEEK g:Fact(statement) WHERE g.statement = f.id
  RETURN count(g) AS qualified
}}
RETURN f.id AS id, f.type AS type, f.text AS text, f.support AS support, h.id AS head, h.name AS head_name,
       t.id AS tail, t.name AS tail_name, evidence, stated, found, coalesce(f.traits, []) AS traits,
       coalesce(f.wordings, []) AS wordings, worded, f.statement IS NOT NULL OR qualified > 0 AS shares,
       CASE WHEN h = t THEN COLLECT {{
         MATCH (f)-[v:FROM_CHUNK]->() WHERE 'alias' IN v.traits
         UNWIND [v.head_origin, v.tail_origin] AS origin
         MATCH (h)-[m:FROM_CHUNK]->() WHERE m.origin = origin
         RETURN DISTINCT m.key AS key ORDER BY key
       }} ELSE [] END AS keys
"""


READ_FACTS = facts_as_stated("true")

UPDATE_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id})
SET f.text = row.text, f.support = row.support, f.traits = row.traits, f.wordings = row.wordings,
    f.reduced = CASE WHEN row.support > 0 THEN f.reduced END
"""

CLEAR_FACT_VECTORS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id})
REMOVE f.embedding
SET f:__Unembedded__
"""

SHOW_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) MATCH (h:__Entity__ {id: row.head}) MATCH (t:__Entity__ {id: row.tail})
SET f.text = row.text, f.support = row.support, f.traits = row.traits
CREATE (h)-[:$(row.type) {fact_id: row.id, support: row.support}]->(t)
"""

UPDATE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
MATCH (h)-[r]->(t) WHERE r.fact_id = row.id
SET r.support = row.support
"""

DELETE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
MATCH (h)-[r]->(t) WHERE r.fact_id = row.id
DELETE r
"""

DELETE_SHARED_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
MATCH (h)-[r]->(t) WHERE type(r) = row.type AND r.fact_id IS NOT NULL
DELETE r
"""

CREATE_SHARED_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
CALL (row) {
  MATCH (f:Fact {id: row.statement}) USING INDEX SEEK f:Fact(id) RETURN f
  UNION
  MATCH (f:Fact {statement: row.statement}) USING INDEX SEEK f:Fact(statement) RETURN f
}
WITH row, h, t, f WHERE f.support > 0 AND f.reduced IS NULL
MATCH (f)-[:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
WITH row, h, t, f, collect(DISTINCT c) AS chunks ORDER BY f.statement IS NOT NULL, f.id
WITH row, h, t, collect(f.id) AS ids, collect(chunks) AS chunks
CALL (chunks) {
  UNWIND chunks AS some UNWIND some AS chunk RETURN count(DISTINCT chunk) AS support
}
CREATE (h)-[:$(row.type) {fact_id: ids[0], support: support, fact_ids: CASE WHEN size(ids) > 1 THEN ids END}]->(t)
"""

DELETE_FACTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id})
DETACH DELETE f
"""

UNLINK_DECISIONS = """
UNWIND $ids AS id
MATCH (x:Decision {id: id}) USING INDEX SEEK x:Decision(id)
MATCH (x)-[r:ABOUT]->()
DELETE r
"""

LINK_DECISIONS = """
UNWIND $rows AS row
MATCH (x:Decision {id: row.decision}) MATCH (e:__Entity__ {id: row.entity})
CREATE (x)-[:ABOUT {end: row.end}]->(e)
"""

LINK_REJECTIONS = """
UNWIND $rows AS row
MATCH (x:Decision {id: row.decision}) MATCH (f:Fact {id: row.fact})
CREATE (x)-[:ABOUT]->(f)
"""

REFRESH_PROPOSALS = """
UNWIND $ids AS id
MATCH (x:Decision {id: id}) USING INDEX SEEK x:Decision(id)
MATCH (x)-[s:SUPPORTED_BY]->(d) WHERE d.ready_at IS NOT NULL
WITH x, s ORDER BY s.score DESC, s.reason, s.decided_by
WITH x, collect(s)[0] AS best
SET x.reason = best.reason, x.score = best.score, x.decided_by = best.decided_by
"""
