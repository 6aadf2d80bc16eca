"""Queries that read documents and chunks; only visible ones."""

from kg.db.queries.names_in_force import support

# Documents that an older version wrote have no labels, blocks and warnings.
_DOCUMENT = """
RETURN d.id AS id, d.source AS source, d.sha256 AS sha256, d.title AS title, d.uri AS uri,
       d.media_type AS media_type, d.language AS language, d.page_starts AS page_starts,
       coalesce(d.page_labels, []) AS page_labels, coalesce(d.warnings, []) AS warnings,
       coalesce(d.schema_version, 0) AS schema_version,
       coalesce(d.least_confidence, 0.0) AS least_confidence, d.ingested_at AS ingested_at, d.ready_at AS ready_at
"""
_WITHOUT_BLOCKS = f"""{_DOCUMENT.rstrip()}, '[]' AS blocks
"""
_WITH_BLOCKS = f"""{_DOCUMENT.rstrip()}, coalesce(d.blocks, '[]') AS blocks
"""

_CHUNK = """
c.id AS id, c.document_id AS document_id, c.index AS index, c.text AS text, c.start AS start, c.end AS end,
c.page AS page, c.page_end AS page_end, c.heading AS heading, c.language AS language, null AS embedding
"""

LIST_DOCUMENTS = f"""
OPTIONAL MATCH (last:Document {{id: $after}})
WITH last
MATCH (d:Document)
WHERE d.ready_at IS NOT NULL
  AND (last IS NULL OR d.ingested_at < last.ingested_at OR (d.ingested_at = last.ingested_at AND d.id > last.id))
WITH d ORDER BY d.ingested_at DESC, d.id LIMIT $limit
{_WITHOUT_BLOCKS}
"""

BY_ID = f"""
UNWIND $ids AS wanted
MATCH (d:Document {{id: wanted}}) USING INDEX SEEK d:Document(id) WHERE d.ready_at IS NOT NULL
{_WITH_BLOCKS}
"""

FIND_BY_SOURCE = f"""
MATCH (d:Document {{source: $source}}) WHERE d.ready_at IS NOT NULL
WITH d ORDER BY d.ready_at DESC LIMIT 1
{_WITH_BLOCKS}
"""

UNDER_OTHER_SCHEMAS = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL
  AND (coalesce(d.schema_version, 0) <> $version OR coalesce(d.least_confidence, 0.0) <> $least_confidence)
RETURN d.id AS id, d.source AS source ORDER BY d.source
"""

EXTRACTORS = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) USING INDEX SEEK d:Document(id)
MATCH (d)<-[:FROM_DOCUMENT]-(:Chunk)<-[v:FROM_CHUNK]-(:Fact)
RETURN d.id AS id, min(v.extractor) AS extractor
"""

CHUNK_VECTORS = """
UNWIND $ids AS id
MATCH (c:Chunk {id: id}) WHERE c.embedding IS NOT NULL
RETURN c.id AS id, c.embedding AS embedding
"""

CHUNKS_BY_ID = f"""
UNWIND $ids AS wanted
MATCH (c:Chunk {{id: wanted}}) USING INDEX SEEK c:Chunk(id)
MATCH (c)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
RETURN {_CHUNK}
"""

NEIGHBOURHOODS = f"""
UNWIND $ids AS centre
MATCH (m:Chunk {{id: centre}}) USING INDEX SEEK m:Chunk(id)
MATCH (m)-[:FROM_DOCUMENT]->(d) WHERE d.ready_at IS NOT NULL
WITH centre, m
MATCH (m)-[:NEXT_CHUNK*0..10]-(c) WHERE abs(c.index - m.index) <= $reach
WITH DISTINCT centre, c
RETURN centre, {_CHUNK} ORDER BY centre, c.index
"""

DOCUMENT_COUNTS = f"""
MATCH (d:Document) WHERE d.ready_at IS NOT NULL
OPTIONAL MATCH (d)<-[:FROM_DOCUMENT]-(c:Chunk)
WITH count(DISTINCT d) AS documents, count(c) AS chunks
RETURN documents, chunks,
       COUNT {{ MATCH (e:__Entity__) WHERE e.mentions > 0 }} AS entities,
       COUNT {{ MATCH (f:Fact) WHERE {support("f")} > 0 }} AS facts
"""
