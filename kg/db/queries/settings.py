"""Queries on the settings node, the vocabulary and the trained model."""

LOCK = """
MATCH (s:CiteGraph {id: 'settings'})
SET s.changed_at = datetime()
RETURN s.switch IS NOT NULL AS switching
"""

READ_SETTINGS = """
MATCH (s:CiteGraph {id: 'settings'})
RETURN s.migration AS migration, s.embedding_model AS model, s.dimensions AS dimensions,
       s.graph_version AS graph_version, coalesce(s.renamed, false) AS renamed
"""

CREATE_SETTINGS = """
MERGE (s:CiteGraph {id: 'settings'})
ON CREATE SET s.migration = 0, s.embedding_model = $model, s.dimensions = $dimensions, s.graph_version = 0
"""

NAMES_IN_FORCE = """
OPTIONAL MATCH (s:CiteGraph {id: 'settings'})
RETURN rows, coalesce(s.renamed, false) AS renamed
"""

IS_RENAMED = """
RETURN EXISTS { MATCH (s:CiteGraph {id: 'settings'}) WHERE s.renamed } AS renamed
"""

SET_MODEL = """
MATCH (s:CiteGraph {id: 'settings'})
SET s.embedding_model = $model, s.dimensions = $dimensions
"""

SET_MIGRATION = """
MATCH (s:CiteGraph {id: 'settings'}) SET s.migration = $migration
"""

BUMP_VERSION = """
MATCH (s:CiteGraph {id: 'settings'}) SET s.graph_version = s.graph_version + $changes
"""

COUNT_DOCUMENTS = "MATCH (d:Document) RETURN count(d) AS count"

WAIT_ONLINE = "CALL db.awaitIndexes(300)"

INDEX_NAMES = "SHOW INDEXES YIELD name RETURN name"

INDEX_STATES = "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state"

READ_SCHEMAS = """
MATCH (g:GraphSchema)
WHERE ($version IS NULL OR g.version = $version) AND ($status IS NULL OR g.status = $status)
  AND ($made_by IS NULL OR coalesce(g.made_by, 'rule') = $made_by)
RETURN g.body AS body, g.status AS status ORDER BY g.version
"""

SAVE_SCHEMA = """
MERGE (g:GraphSchema {version: $version})
SET g.status = $status, g.body = $body, g.created_at = $created_at, g.made_by = $made_by
"""

READ_APPROVALS = """
MATCH (g:GraphSchema)
OPTIONAL MATCH (x:Decision {kind: 'approve schema'})-[:ABOUT]->(g)
WITH g, x ORDER BY x.at DESC
WITH g, collect(x)[0] AS x
RETURN g.version AS version, coalesce(g.made_by, 'rule') AS made_by, x.decided_by AS approved_by, x.at AS approved_at,
       coalesce(x.reason, '') AS reason ORDER BY version
"""

DOCUMENTS_UNDER_SCHEMAS = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL
RETURN coalesce(d.schema_version, 0) AS version, count(*) AS documents
"""

SUPERSEDE_OTHERS = """
MATCH (g:GraphSchema)
WHERE g.status = 'approved' AND g.version <> $version
   OR g.status = 'draft' AND g.version < $version AND (NOT $by_rule OR coalesce(g.made_by, 'rule') = 'rule')
SET g.status = 'superseded'
"""

APPROVE_SCHEMA = """
MATCH (g:GraphSchema {version: $version})
SET g.status = 'approved'
CREATE (x:Decision {id: $id, kind: 'approve schema', reason: $reason, score: 1.0, decided_by: $decided_by, at: $at})
CREATE (x)-[:ABOUT]->(g)
"""

SAVE_KGE_MODEL = """
MERGE (k:KgeModel {version: $version})
SET k.model = $model, k.graph_version = $graph_version, k.metrics = $metrics, k.path = $path, k.trained_at = $trained_at
"""

READ_KGE_MODEL = """
MATCH (k:KgeModel)
RETURN k.version AS version, k.model AS model, k.graph_version AS graph_version, k.metrics AS metrics,
       k.path AS path, k.trained_at AS trained_at
ORDER BY k.version DESC LIMIT 1
"""
