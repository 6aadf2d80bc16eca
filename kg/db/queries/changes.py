"""Queries on the log of changes: which documents' parts of the graph each change of what is visible concerns."""

# The record of a mention or statement hangs on a chunk, and a chunk knows its document.
DOCUMENTS_OF_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[:FROM_CHUNK]->(c)
RETURN DISTINCT c.document_id AS id LIMIT $limit
"""

DOCUMENTS_OF_FACTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:FROM_CHUNK]->(c)
RETURN DISTINCT c.document_id AS id LIMIT $limit
"""

LOG_CHANGE = """
MATCH (s:CiteGraph {id: 'settings'})
SET s.graph_version = s.graph_version + $changes
CREATE (:GraphChange {before: s.graph_version - $changes, version: s.graph_version, document_ids: $document_ids})
"""

FORGET_OLD_CHANGES = """
MATCH (x:GraphChange)
WITH x ORDER BY x.version DESC SKIP $keep
DELETE x
"""

CHANGES_SINCE = """
MATCH (x:GraphChange) WHERE x.version > $version
RETURN x.before AS before, x.version AS version, x.document_ids AS document_ids ORDER BY version
"""
