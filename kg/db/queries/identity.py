"""Queries of the comparison of names across documents."""

COUNT_UNCOMPARED = """
MATCH (e:__Entity__) WHERE e.mentions > 0 AND e.compared IS NULL
RETURN count(e) AS count
"""

FORGET_COMPARED = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
REMOVE e.compared
"""

MARK_COMPARED = """
MATCH (e:__Entity__) WHERE e.mentions > 0 AND e.compared IS NULL
SET e.compared = true
"""

STORED_NAMES = """
MATCH (e:__Entity__) WHERE e.mentions > 0 AND ($after IS NULL OR e.id > $after)
WITH e ORDER BY e.id LIMIT $limit
MATCH (e)-[m:FROM_CHUNK]->()-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
WITH e, coalesce(m.part, m.origin) AS origin, m.key AS key, m.surface AS surface, m.type AS type,
     coalesce(m.family, m.type) AS family, count(*) AS times, min(d.id) AS document
RETURN e.id AS entity, origin, e.compared IS NULL AS changed, min(document) AS document,
       collect([type, family, surface, key, times]) AS names
"""

COMPARISONS_ABOUT = """
MATCH (x:Decision) WHERE x.source_origin IN $ids AND x.decided_by = $rule AND x.undone_at IS NULL
RETURN x.id AS id, x.source_origin AS source, x.target_origin AS target
UNION
MATCH (x:Decision) WHERE x.target_origin IN $ids AND x.decided_by = $rule AND x.undone_at IS NULL
RETURN x.id AS id, x.source_origin AS source, x.target_origin AS target
"""

APART = """
MATCH (x:Decision) WHERE x.kind = 'merge' AND x.undone_at IS NOT NULL AND NOT x.by_person
RETURN x.source_origin AS source, x.target_origin AS target
UNION
MATCH (x:Decision) WHERE x.kind = 'separate' AND x.undone_at IS NULL
RETURN x.source_origin AS source, x.target_origin AS target
"""

DELETE_DECISIONS = """
UNWIND $ids AS id
MATCH (x:Decision {id: id}) USING INDEX SEEK x:Decision(id)
DETACH DELETE x
"""

CLEAR_SUPPORT = """
UNWIND $ids AS id
MATCH (x:Decision {id: id}) USING INDEX SEEK x:Decision(id)
MATCH (x)-[s:SUPPORTED_BY]->()
DELETE s
"""

PLACES_OF_NAMES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.entity}) USING INDEX SEEK e:__Entity__(id)
CALL (e, row) {
  MATCH (e)-[m:FROM_CHUNK]->(c)-[:FROM_DOCUMENT]->(d)
  WHERE coalesce(m.part, m.origin) = row.origin AND d.ready_at IS NOT NULL
  WITH c, m ORDER BY c.id, m.start LIMIT $limit
  RETURN c.text AS text, c.language AS language, m.start AS start, m.end AS end
}
RETURN row.origin AS origin, text, language, start, end
"""
