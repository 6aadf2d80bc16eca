"""Queries that find chunks by meaning and by words; only in visible documents."""

NEAREST_CHUNKS = """
CALL db.index.vector.queryNodes('chunk_embedding', $fetch, $vector) YIELD node AS c, score
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
RETURN c.id AS chunk_id, score, d.ready_at IS NOT NULL AS visible ORDER BY score DESC, chunk_id
"""

NEAREST_CHUNKS_OF_DOCUMENTS = """
MATCH (d:Document)<-[:FROM_DOCUMENT]-(c:Chunk)
WHERE d.id IN $document_ids AND d.ready_at IS NOT NULL AND c.embedding IS NOT NULL
WITH c.id AS chunk_id, vector.similarity.cosine(c.embedding, $vector) AS score
RETURN chunk_id, score, '' AS why ORDER BY score DESC, chunk_id LIMIT $k
"""

KEYWORD_CHUNKS = """
CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS c, score
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
RETURN c.id AS chunk_id, score, '' AS why ORDER BY score DESC, chunk_id LIMIT $k
"""
