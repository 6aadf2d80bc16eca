"""Queries that read a whole graph, and write one into an empty database."""

NODES = """
MATCH (n) WHERE NOT n:GraphImport
RETURN elementId(n) AS node, labels(n) AS labels, properties(n) AS properties
"""

RELATIONSHIPS = """
MATCH (a)-[r]->(b)
RETURN elementId(a) AS head, type(r) AS type, elementId(b) AS tail, properties(r) AS properties
"""

COUNT_OTHERS = "MATCH (n) WHERE NOT n:CiteGraph AND NOT n:GraphImport RETURN count(n) AS count"

READ_IMPORT = "MATCH (i:GraphImport {id: 'import'}) RETURN i.sha256 AS sha256, i.lines AS lines"

BEGIN = (
    "CREATE CONSTRAINT imported_node IF NOT EXISTS FOR (n:__Imported__) REQUIRE n.import_id IS UNIQUE",
    "MATCH (s:CiteGraph) DETACH DELETE s",
    "MERGE (i:GraphImport {id: 'import'}) ON CREATE SET i.sha256 = $sha256, i.lines = 0",
)

# The last lines note, in the same transaction, how far the import has come.
_NOTE = """
WITH count(*) AS written
MATCH (i:GraphImport {id: 'import'}) SET i.lines = $lines
"""

WRITE_NODES = f"""
UNWIND $rows AS row
CREATE (n:__Imported__ {{import_id: row.node}})
SET n += row.properties
SET n:$(row.labels)
WITH n, row
CALL (n, row) {{
  WITH n, row WHERE row.vector IS NOT NULL
  CALL db.create.setNodeVectorProperty(n, 'embedding', row.vector)
}}
{_NOTE}
"""

WRITE_RELATIONSHIPS = f"""
UNWIND $rows AS row
MATCH (a:__Imported__ {{import_id: row.head}})
MATCH (b:__Imported__ {{import_id: row.tail}})
CREATE (a)-[r:$(row.type)]->(b)
SET r += row.properties
{_NOTE}
"""

COUNT_MARKED = "MATCH (n:__Imported__) RETURN count(n) AS count"

CLEAR_MARKS = "MATCH (n:__Imported__) WITH n LIMIT 10000 REMOVE n:__Imported__, n.import_id"

END = (
    "DROP CONSTRAINT imported_node IF EXISTS",
    "MATCH (i:GraphImport) DELETE i",
)
