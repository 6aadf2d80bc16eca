"""Queries on statements that no document makes."""

JUDGED_STATEMENTS = """
MATCH (x:Decision) WHERE x.kind IN $kinds AND x.undone_at IS NULL AND size(coalesce(x.qualifiers, [])) = 0
MATCH (x)-[:ABOUT {end: 'head'}]->(h:__Entity__) WHERE h.mentions > 0
MATCH (x)-[:ABOUT {end: 'tail'}]->(t:__Entity__) WHERE t.mentions > 0 AND h <> t
RETURN x.id AS decision_id, x.kind AS kind, h.id AS head, h.name AS head_name, x.relation AS relation, t.id AS tail,
       t.name AS tail_name, x.reason AS reason, x.decided_by AS decided_by, x.at AS at
ORDER BY at DESC, decision_id
"""

SUPPORT_OF_STATEMENTS = """
UNWIND $ids AS id
CALL (id) {
  MATCH (f:Fact {id: id}) RETURN f
  UNION
  MATCH (f:Fact {statement: id}) RETURN f
}
MATCH (f)-[:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d) WHERE f.support > 0 AND d.ready_at IS NOT NULL
RETURN id AS name, count(DISTINCT c) AS count
"""

SYMMETRIC_RELATIONS = """
MATCH (f:Fact) WHERE f.support > 0 AND 'symmetric' IN f.traits
RETURN DISTINCT f.type AS id ORDER BY id
"""

_PASSAGE = """
head, tail, names, c.id AS chunk_id, c.text AS text, c.language AS language, c.page AS page, d.id AS document_id,
d.source AS source, d.title AS title, start, end
"""

SHARED_PASSAGES = f"""
UNWIND $pairs AS pair
MATCH (h:__Entity__ {{id: pair.head}}) MATCH (t:__Entity__ {{id: pair.tail}})
CALL (h, t) {{
  MATCH (h)-[a:FROM_CHUNK]->(c:Chunk)<-[b:FROM_CHUNK]-(t)
  MATCH (c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
  WITH c, d, a, b ORDER BY abs(a.start - b.start), c.document_id, c.index, a.start
  WITH c, d, collect([a, b])[0] AS nearest
  WITH c, d, nearest[0] AS a, nearest[1] AS b
  RETURN c, d, CASE WHEN a.start < b.start THEN a.start ELSE b.start END AS start,
         CASE WHEN a.end > b.end THEN a.end ELSE b.end END AS end
  ORDER BY end - start, c.document_id, c.index LIMIT $limit
}}
WITH pair.head AS head, pair.tail AS tail, 'both' AS names, c, d, start, end
RETURN {_PASSAGE}
"""

NEAREST_PASSAGES = f"""
UNWIND $pairs AS pair
UNWIND [['head', pair.head], ['tail', pair.tail]] AS side
MATCH (e:__Entity__ {{id: side[1]}})
CALL (e, pair) {{
  MATCH (e)-[m:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
  WITH c, d, m LIMIT $most
  WITH c, d, m ORDER BY m.start
  WITH c, d, collect(m)[0] AS m, coalesce(vector.similarity.cosine(c.embedding, pair.vector), 0.0) AS nearness
  RETURN c, d, m.start AS start, m.end AS end ORDER BY nearness DESC, c.document_id, c.index LIMIT 1
}}
WITH pair.head AS head, pair.tail AS tail, side[0] AS names, c, d, start, end
RETURN {_PASSAGE}
"""
