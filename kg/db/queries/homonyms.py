"""Queries that tell apart things of one name. Each begins with a seek, as those of `derivation` do."""

KEYS_TO_TELL_APART = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
CALL (e) {
  WITH e WHERE e.told_by IS NOT NULL RETURN e.key AS key
  UNION
  MATCH (e)-[m:FROM_CHUNK]->() WHERE m.clues IS NOT NULL OR m.part IS NOT NULL RETURN m.key AS key
  UNION
  MATCH (e)<-[:ALIAS_OF]-(a:Alias)
  WITH DISTINCT a.key AS key, e.key AS own
  WHERE key <> own
  MATCH (b:Alias {key: key}) USING INDEX SEEK b:Alias(key)
  MATCH (b)-[:ALIAS_OF]->(other)
  WITH key, other
  WHERE other.told_by IS NOT NULL
  RETURN DISTINCT key
}
RETURN DISTINCT key AS id
"""

HOLDERS_OF_KEYS = """
UNWIND $keys AS key
MATCH (a:Alias {key: key}) USING INDEX SEEK a:Alias(key)
MATCH (a)-[:ALIAS_OF]->(e)
RETURN DISTINCT e.id AS id
"""

TOLD_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
WHERE e.told_by IS NOT NULL
RETURN e.id AS id
"""

SAID_OF_NAMES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->(c) WHERE m.clues IS NOT NULL OR m.part IS NOT NULL
MATCH (c)-[:FROM_DOCUMENT]->(d)
RETURN m.origin AS origin, m.key AS key, d.source AS source, d.ready_at IS NOT NULL AS visible,
       coalesce(m.clues, []) AS clues, m.part IS NOT NULL AS parted, count(*) AS times
"""

MERGED_BY_PERSONS = """
MATCH (x:Decision) WHERE x.kind = 'merge' AND x.by_person AND x.undone_at IS NULL AND x.source_key = x.target_key
  AND x.source_key IN $keys
RETURN DISTINCT x.source_key AS id
"""

DOCUMENTS_WITH_NAMES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->(c) WHERE m.origin IN $origins
MATCH (c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
WITH m.origin AS origin, m.key AS key, d, collect(DISTINCT c) AS chunks,
     collect(DISTINCT coalesce(m.family, m.type)) AS families
RETURN origin, d.id AS document, d.source AS source, families, COLLECT {
  UNWIND chunks AS c
  MATCH (c)<-[n:FROM_CHUNK]-() WHERE n.key <> key
  RETURN DISTINCT n.key
} AS beside
"""

SET_TOLD_BY = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id}) WHERE e.key IN $names
SET e.told_by = row.told_by
"""
