"""Queries on the ledger of decisions."""

_DECISION = """
x.id AS id, x.kind AS kind, x.source_origin AS source_origin, x.target_origin AS target_origin, x.reason AS reason,
x.score AS score, x.decided_by AS decided_by, x.at AS at, x.undone_at AS undone_at
"""

LIST_DECISIONS = f"""
OPTIONAL MATCH (last:Decision {{id: $after}})
WITH last
MATCH (x:Decision {{kind: 'merge'}})
WHERE (last IS NULL OR x.at < last.at OR (x.at = last.at AND x.id > last.id))
  AND (x.by_person OR x.undone_at IS NOT NULL
       OR EXISTS {{ MATCH (x)-[:SUPPORTED_BY]->(d:Document) WHERE d.ready_at IS NOT NULL }})
WITH x ORDER BY x.at DESC, x.id LIMIT $limit
RETURN {_DECISION} ORDER BY x.at DESC, x.id
"""

GET_DECISION = f"""
MATCH (x:Decision {{id: $id, kind: 'merge'}})
RETURN {_DECISION}
"""

MERGE_ENDS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) WHERE e.mentions > 0
RETURN e.id AS id, e.key AS key
"""

WRITE_MERGE = """
CREATE (x:Decision {id: $id, kind: 'merge', source_origin: $source, target_origin: $target, reason: $reason,
                    score: 1.0, decided_by: $decided_by, by_person: true, at: $at, source_key: $source_key,
                    target_key: $target_key})
"""

UNDO = """
MATCH (x:Decision {id: $id})
SET x.undone_at = $at
"""
