"""Queries that read documents and chunks; only visible ones."""

from kg.db.queries.names_in_force import support

# Documents that an older version wrote have no labels, blocks and warnings.
_DOCUMENT = """
RETURN d.id AS id, d.source AS source, d.sha256 AS sha256, d.title AS title, d.uri AS uri,
       d.media_type AS media_type, d.language AS language, d.page_starts AS page_starts,
       coalesce(d.page_labels, []) AS page_labels, coalesce(d.warnings, []) AS warnings,
       coalesce(d.facets, []) AS facets,
       coalesce(d.schema_version, 0) AS schema_version,
       coalesce(d.least_confidence, 0.0) AS least_confidence, d.ingested_at AS ingested_at, d.ready_at AS ready_at
"""
_WITHOUT_BLOCKS = f"""{_DOCUMENT.rstrip()}, '[]' AS blocks
"""
_WITH_BLOCKS = f"""{_DOCUMENT.rstrip()}, coalesce(d.blocks, '[]') AS blocks
"""

_CHUNK = """
c.id AS id, c.document_id AS document_id, c.index AS index, c.text AS text, c.start AS start, c.end AS end,
c.page AS page, c.page_end AS page_end, c.heading AS heading, c.ocr_confidence AS ocr_confidence,
coalesce(c.headings, '[]') AS headings, coalesce(c.column_heads, '') AS column_heads, coalesce(c.links, []) AS links,
c.language AS language, null AS embedding
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

CHUNKS_ON_PAGE = """
MATCH (d:Document)
WHERE d.ready_at IS NOT NULL AND size(d.page_starts) > 0 AND ($document_ids IS NULL OR d.id IN $document_ids)
WITH d, [at IN range(0, size(d.page_starts) - 1)
         WHERE CASE WHEN coalesce(d.page_labels[at], '') = '' THEN toString(at + 1) ELSE toLower(d.page_labels[at]) END = $page
        ] AS pages
WHERE size(pages) > 0
WITH d, d.page_starts[pages[0]] AS start, d.page_starts[pages[0] + 1] AS next
MATCH (c:Chunk)-[:FROM_DOCUMENT]->(d) WHERE c.end > start AND (next IS NULL OR c.start < next)
RETURN c.id AS chunk_id, d.id AS document_id, start, coalesce(next, c.end) AS end ORDER BY d.source, c.index
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

WITH_FACETS = """
MATCH (d:Document)
WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
  AND all(wanted IN $facets WHERE any(facet IN coalesce(d.facets, []) WHERE toLower(facet) IN wanted))
RETURN d.id AS id ORDER BY id
"""

FACET_VALUES = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL AND d.facets IS NOT NULL
UNWIND d.facets AS facet
RETURN facet, count(*) AS documents ORDER BY documents DESC, facet LIMIT $limit
"""

RECORDS = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL AND size(coalesce(d.facets, [])) > 0
RETURN d.id AS id, d.facets AS facets ORDER BY id
"""

TITLE_OF_EACH_LANGUAGE = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL
RETURN d.language AS language, max(d.title) AS title ORDER BY language
"""

DOCUMENT_TITLES = """
MATCH (d:Document) WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
WITH d ORDER BY d.ingested_at, d.title, d.id
WITH count(d) AS count, collect(d.title)[..$limit] AS titles
RETURN count, titles
"""

MENTIONING = """
CALL () {
  CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS c
  RETURN c
  UNION
  UNWIND $entities AS wanted
  MATCH (e:__Entity__ {id: wanted})-[:FROM_CHUNK]->(c:Chunk) WHERE e.mentions > 0
  RETURN c
}
MATCH (c)-[:FROM_DOCUMENT]->(d:Document)
WHERE d.ready_at IS NOT NULL AND ($document_ids IS NULL OR d.id IN $document_ids)
WITH d, c ORDER BY c.index
WITH d, collect(c.id)[0] AS chunk_id
RETURN d.id AS id, d.title AS title, chunk_id ORDER BY d.ingested_at, title, id LIMIT $limit
"""
