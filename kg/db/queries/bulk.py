"""Queries that complete what Neo4j's importer has written."""

COUNT_LISTLESS = "MATCH (d:Document) WHERE d.warnings IS NULL OR d.page_starts IS NULL OR d.page_labels IS NULL RETURN count(d) AS count"

# The importer has no word for an empty list.
SET_LISTS = """
MATCH (d:Document) WHERE d.warnings IS NULL OR d.page_starts IS NULL OR d.page_labels IS NULL
WITH d LIMIT 10000
SET d.warnings = coalesce(d.warnings, []), d.page_starts = coalesce(d.page_starts, []),
    d.page_labels = coalesce(d.page_labels, [])
"""

COUNT_CONTENT = """
MATCH (n) WHERE NOT (n:CiteGraph OR n:GraphSchema OR n:GraphChange OR n:GraphImport OR n:Decision AND n.kind = 'approve schema')
RETURN count(n) AS count
"""

POPULATION = """
SHOW INDEXES YIELD name, state, populationPercent WHERE state <> 'ONLINE'
RETURN name, state, populationPercent AS percent ORDER BY name
"""
"""Indexes that cannot be asked yet, and how far each is."""
