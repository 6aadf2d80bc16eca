"""Queries that read entities and facts; only visible ones (mentions > 0, support > 0)."""

from kg.db.queries.names_in_force import stated, support, type_of

_SUPPORT, _TYPE, _STATED = support("f"), type_of("e"), stated("v")

_ENTITY = f"""
e.id AS id, e.name AS name, {_TYPE} AS type, e.key AS key, e.aliases AS aliases, e.mentions AS mentions,
e.told_by AS told_by
"""

# A node cannot hold maps: of each qualifier it has "name: normal form" and, at the same place, "name: words".
QUALIFIERS = """
[at IN range(0, size(coalesce(f.qualifiers, [])) - 1) | {
  name: split(f.qualifiers[at], ': ')[0],
  normal: substring(f.qualifiers[at], size(split(f.qualifiers[at], ': ')[0]) + 2),
  value: substring(f.wordings[at], size(split(f.qualifiers[at], ': ')[0]) + 2)
}] AS qualifiers
"""

_FACT = f"""
f.id AS id, h.id AS head, h.name AS head_name, f.type AS type, t.id AS tail, t.name AS tail_name,
f.text AS text, {_SUPPORT} AS support, coalesce(f.reduced, false) AS reduced, {QUALIFIERS}
"""

_ENDS = "(f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)"

ENTITIES_BY_KEY = f"""
UNWIND $keys AS wanted
MATCH (a:Alias {{key: wanted}}) USING INDEX SEEK a:Alias(key)
MATCH (a)-[:ALIAS_OF]->(e) WHERE e.mentions > 0
WITH DISTINCT wanted, e
RETURN wanted, {_ENTITY} ORDER BY wanted, e.mentions DESC, e.id
"""

ENTITIES_BY_ID = f"""
UNWIND $ids AS wanted
MATCH (e:__Entity__ {{id: wanted}}) WHERE e.mentions > 0
RETURN {_ENTITY}
"""

ENTITY_NAMES = """
UNWIND $ids AS wanted
MATCH (e:__Entity__ {id: wanted}) WHERE e.mentions > 0
RETURN e.id AS id, e.name AS name
"""

LIST_ENTITIES = f"""
MATCH (e:__Entity__) WHERE e.mentions > 0 AND ($type = '' OR {_TYPE} = $type)
RETURN {_ENTITY} ORDER BY e.mentions DESC, e.name, e.id LIMIT $limit
"""

ENTITIES_AFTER = f"""
MATCH (e:__Entity__) WHERE e.id > $after AND e.mentions > 0
RETURN {_ENTITY} ORDER BY e.id LIMIT $limit
"""

SEARCH_ENTITIES = f"""
CALL db.index.fulltext.queryNodes('entity_name', $words) YIELD node AS e, score
WHERE e.mentions > 0 AND ($type = '' OR {_TYPE} = $type)
RETURN {_ENTITY} ORDER BY score DESC, e.mentions DESC, e.id LIMIT $limit
"""

ENTITIES_LIKE = f"""
UNWIND $words AS words
CALL (words) {{
  CALL db.index.fulltext.queryNodes('entity_name', words, {{limit: $limit}}) YIELD node AS e, score
  WHERE e.mentions > 0
  RETURN e
}}
WITH DISTINCT e
RETURN {_ENTITY} ORDER BY e.id
"""

IN_NO_FACT = f"""
MATCH (d:Document)<-[:FROM_DOCUMENT]-(c:Chunk)<-[:FROM_CHUNK]-(e:__Entity__)
WHERE d.id IN $document_ids AND e.mentions > 0
WITH DISTINCT c.language AS language, e
RETURN language, count(e) AS entities,
  count(CASE WHEN NOT EXISTS {{ (f:Fact)-[:HEAD|TAIL]->(e) WHERE {_SUPPORT} > 0 }} THEN 1 END) AS in_no_fact
ORDER BY language
"""

NEAREST_ENTITIES = f"""
CALL db.index.vector.queryNodes('entity_embedding', $fetch, $vector) YIELD node AS e, score
WITH e, score, e.mentions > 0 AS visible
RETURN {_ENTITY}, score, visible ORDER BY score DESC, e.id
"""

NEAREST_FACTS = f"""
CALL db.index.vector.queryNodes('fact_embedding', $fetch, $vector) YIELD node AS f, score
MATCH {_ENDS}
RETURN {_FACT}, score, {_SUPPORT} > 0 AS visible ORDER BY score DESC, f.id
"""

RELATION_TYPES = f"""
MATCH (f:Fact) WHERE {_SUPPORT} > 0
RETURN f.type AS name, count(*) AS count ORDER BY count DESC, name
"""

ENTITY_TYPES = f"""
MATCH (e:__Entity__) WHERE e.mentions > 0
RETURN {_TYPE} AS name, count(*) AS count ORDER BY count DESC, name
"""

FACT_PATTERNS = f"""
MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__) WHERE {_SUPPORT} > 0
RETURN {type_of("h")} AS head, f.type AS relation, {type_of("t")} AS tail, count(*) AS facts
ORDER BY facts DESC, head, relation, tail
"""

FACTS_OF_ENTITIES = f"""
UNWIND $entity_ids AS wanted
MATCH (e:__Entity__ {{id: wanted}})
CALL (e) {{
  MATCH (e)<-[:HEAD|TAIL]-(f:Fact)
  WHERE {_SUPPORT} > 0 AND ($relation IS NULL OR f.type = $relation)
  RETURN f ORDER BY {_SUPPORT} DESC, f.id LIMIT $limit
}}
WITH DISTINCT f
MATCH {_ENDS}
RETURN {_FACT} ORDER BY {_SUPPORT} DESC, f.id LIMIT $limit
"""

LIST_FACTS = f"""
MATCH (f:Fact) WHERE {_SUPPORT} > 0 AND ($relation IS NULL OR f.type = $relation)
WITH f ORDER BY {_SUPPORT} DESC, f.id LIMIT $limit
MATCH {_ENDS}
RETURN {_FACT} ORDER BY {_SUPPORT} DESC, f.id
"""

FACTS_AFTER = f"""
MATCH (f:Fact) WHERE f.id > $after AND {_SUPPORT} > 0
WITH f ORDER BY f.id LIMIT $limit
MATCH {_ENDS}
RETURN {_FACT} ORDER BY f.id
"""

REJECTED_FACTS = f"""
MATCH (x:Decision) WHERE x.kind = 'reject' AND x.undone_at IS NULL AND ($relation IS NULL OR x.relation = $relation)
MATCH (x)-[:ABOUT]->(f:Fact)
WITH f, max(x.at) AS at
CALL (f) {{
  MATCH (f)-[v:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL AND {_STATED}
  RETURN count(DISTINCT c) AS stated
}}
WITH f, at, stated WHERE stated > 0
MATCH {_ENDS} WHERE $entity_id IS NULL OR $entity_id IN [h.id, t.id]
RETURN f.id AS id, h.id AS head, h.name AS head_name, f.type AS type, t.id AS tail, t.name AS tail_name,
       f.text AS text, stated AS support, false AS reduced, {QUALIFIERS} ORDER BY at DESC, f.id LIMIT $limit
"""

FACTS_BY_ID = f"""
UNWIND $ids AS wanted
MATCH (f:Fact {{id: wanted}}) USING INDEX SEEK f:Fact(id) WHERE {_SUPPORT} > 0
MATCH {_ENDS}
RETURN {_FACT}
"""

CHUNKS_OF_FACTS = f"""
UNWIND $ids AS wanted
MATCH (f:Fact {{id: wanted}}) WHERE {_SUPPORT} > 0
CALL (f) {{
  MATCH (f)-[v:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
  WHERE d.ready_at IS NOT NULL AND {_STATED} AND ($document_ids IS NULL OR d.id IN $document_ids)
  RETURN DISTINCT c ORDER BY c.document_id, c.index LIMIT $limit
}}
RETURN wanted AS of, c.id AS chunk_id
"""

ENTITIES_NAMED_AT = f"""
MATCH (c:Chunk {{id: $chunk}})<-[m:FROM_CHUNK]-(e:__Entity__)
WHERE e.mentions > 0 AND c.start + m.start >= $start AND c.start + m.start < $end
RETURN e.id AS id, e.name AS name, {_TYPE} AS type, m.surface AS surface ORDER BY m.start, id
"""

EVIDENCE_OF_FACTS = f"""
UNWIND $ids AS wanted
MATCH (f:Fact {{id: wanted}})-[v:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
USING INDEX SEEK f:Fact(id)
WHERE d.ready_at IS NOT NULL AND {_STATED} AND v.start IS NOT NULL
RETURN wanted AS fact_id, c.id AS chunk_id, v.start AS start, v.end AS end,
       coalesce(v.confidence, 1.0) AS confidence
ORDER BY fact_id, c.document_id, c.index, start
"""

PROOFS_OF_FACTS = f"""
UNWIND $ids AS wanted
MATCH (f:Fact {{id: wanted}})-[v:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
USING INDEX SEEK f:Fact(id)
WHERE d.ready_at IS NOT NULL AND {_STATED} AND v.start IS NOT NULL
RETURN wanted AS fact_id, d.id AS document_id, d.source AS source, d.title AS title, c.page AS page,
       substring(c.text, v.start, v.end - v.start) AS words
ORDER BY fact_id, source, c.index, v.start
"""

CHUNKS_OF_ENTITIES = """
UNWIND $ids AS wanted
MATCH (e:__Entity__ {id: wanted}) WHERE e.mentions > 0
CALL (e) {
  MATCH (e)-[:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
  WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
  WITH c, count(*) AS times
  RETURN c ORDER BY times DESC, c.document_id, c.index LIMIT $limit
}
RETURN wanted AS of, c.id AS chunk_id
"""

NAMES_IN_CHUNKS = """
UNWIND $ids AS wanted
MATCH (c:Chunk {id: wanted}) USING INDEX SEEK c:Chunk(id)
MATCH (c)<-[m:FROM_CHUNK]-(e:__Entity__) WHERE e.mentions > 0
RETURN DISTINCT wanted AS chunk_id, m.start AS start, e.id AS entity_id, e.name AS name
ORDER BY chunk_id, start, entity_id
"""

ENTITY_VECTORS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) WHERE e.embedding IS NOT NULL
RETURN e.id AS id, e.embedding AS embedding
"""

PARTS_OF_ENTITY = """
MATCH (e:__Entity__ {id: $entity})-[m:FROM_CHUNK]->()-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
WITH coalesce(m.part, m.origin) AS id, collect(DISTINCT m.surface) AS surfaces, count(*) AS mentions,
     collect(DISTINCT d.source) AS sources
RETURN id, surfaces, mentions, sources ORDER BY mentions DESC, id
"""

MENTIONS_OF_ENTITY = """
MATCH (e:__Entity__ {id: $entity})-[m:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d)
WHERE d.ready_at IS NOT NULL AND ($source IS NULL OR d.source = $source)
WITH m, c, d ORDER BY d.source, c.index, m.start SKIP $skip LIMIT $limit
WITH m, c, d, CASE WHEN m.start > 60 THEN m.start - 60 ELSE 0 END AS first
RETURN c.id AS chunk_id, m.start AS start, m.surface AS surface,
       substring(c.text, first, m.end - first + 60) AS words, d.id AS document_id, d.source AS source, d.title AS title,
       c.page AS page
"""

TRAINING_FACTS = f"""
MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__) WHERE {_SUPPORT} > 0 AND h <> t
RETURN DISTINCT h.id AS head, f.type AS relation, t.id AS tail ORDER BY head, relation, tail
"""
