"""Queries that delete documents."""

UNFINISHED = """
MATCH (d:Document) WHERE d.ready_at IS NULL AND NOT d.id IN $keep
RETURN d.id AS id ORDER BY id
"""

COUNT_RECORD = """
MATCH (d:Document {id: $id})
OPTIONAL MATCH (d)<-[:FROM_DOCUMENT]-(c:Chunk)
WITH d, count(c) AS chunks,
     sum(COUNT { (c)<-[:FROM_CHUNK]-(:__Entity__) }) AS mentions, sum(COUNT { (c)<-[:FROM_CHUNK]-(:Fact) }) AS evidence
RETURN d.title AS title, chunks, mentions, evidence
"""

DELETE_CHUNKS = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:FROM_DOCUMENT]-(c)
DETACH DELETE c
"""

DELETE_DOCUMENTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
DETACH DELETE d
"""

DELETE_PROPOSALS = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (x)-[s:SUPPORTED_BY]->(d)
DELETE s
WITH DISTINCT x
WHERE NOT EXISTS { (x)-[:SUPPORTED_BY]->(:Document) } AND x.undone_at IS NULL
DETACH DELETE x
"""
