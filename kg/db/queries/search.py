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

NEAREST_CHUNKS_TO_EACH = """
UNWIND range(0, size($vectors) - 1) AS place
CALL (place) {
  CALL db.index.vector.queryNodes('chunk_embedding', $fetch, $vectors[place]) YIELD node AS c, score
  MATCH (c)-[:FROM_DOCUMENT]->(d:Document) WHERE d.ready_at IS NOT NULL
  RETURN c.id AS chunk_id, score ORDER BY score DESC, chunk_id LIMIT $k
}
RETURN place, chunk_id, score ORDER BY place, score DESC, chunk_id
"""

NEAREST_CHUNKS_OF_DOCUMENTS_TO_EACH = """
MATCH (d:Document)<-[:FROM_DOCUMENT]-(c:Chunk)
WHERE d.id IN $document_ids AND d.ready_at IS NOT NULL AND c.embedding IS NOT NULL
WITH collect(c) AS chunks
UNWIND range(0, size($vectors) - 1) AS place
CALL (chunks, place) {
  UNWIND chunks AS c
  WITH c.id AS chunk_id, vector.similarity.cosine(c.embedding, $vectors[place]) AS score
  RETURN chunk_id, score ORDER BY score DESC, chunk_id LIMIT $k
}
RETURN place, chunk_id, score ORDER BY place, score DESC, chunk_id
"""

KEYWORD_CHUNKS = """
CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS c, score
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
RETURN c.id AS chunk_id, score, '' AS why ORDER BY score DESC, chunk_id LIMIT $k
"""

USED_WORDS = """
UNWIND range(0, size($words) - 1) AS at
CALL (at) {
  CALL db.index.fulltext.queryNodes($indexes[at], $queries[at], {limit: $limit}) YIELD node AS c
  MATCH (c)-[:FROM_DOCUMENT]->(d:Document) WHERE d.ready_at IS NOT NULL
  RETURN count(*) AS times
}
WITH at, times WHERE times > 0
RETURN $words[at] AS word
"""
