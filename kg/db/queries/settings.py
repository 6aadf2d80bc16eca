"""Queries on the settings node, the vocabulary and the trained model."""

LOCK = """
MATCH (s:CiteGraph {id: 'settings'})
SET s.changed_at = datetime()
RETURN true AS migrated
"""

READ_SETTINGS = """
MATCH (s:CiteGraph {id: 'settings'})
RETURN s.migration AS migration, s.embedding_model AS model, s.dimensions AS dimensions,
       s.graph_version AS graph_version
"""

CREATE_SETTINGS = """
MERGE (s:CiteGraph {id: 'settings'})
ON CREATE SET s.migration = 0, s.embedding_model = $model, s.dimensions = $dimensions, s.graph_version = 0
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

INDEX_STATES = "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state"

READ_SCHEMAS = """
MATCH (g:GraphSchema) RETURN g.body AS body, g.status AS status ORDER BY g.version
"""

SAVE_SCHEMA = """
MERGE (g:GraphSchema {version: $version})
SET g.status = $status, g.body = $body, g.created_at = $created_at
"""

SUPERSEDE_OTHERS = """
MATCH (g:GraphSchema)
WHERE g.status = 'approved' AND g.version <> $version OR g.status = 'draft' AND g.version < $version
SET g.status = 'superseded'
"""

APPROVE_SCHEMA = """
MATCH (g:GraphSchema {version: $version})
SET g.status = 'approved'
CREATE (x:Decision {id: $id, kind: 'approve schema', reason: '', score: 1.0, decided_by: $decided_by, at: $at})
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
