"""Queries that write the record: documents, chunks, mentions, evidence, proposals."""

STORED_DOCUMENTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
RETURN d.id AS id, d.source AS source, d.record_sha256 AS record_sha256, d.ready_at IS NOT NULL AS visible,
       d.written_at IS NOT NULL AS complete
"""

WRITE_DOCUMENTS = """
UNWIND $rows AS row
MERGE (d:Document {id: row.id})
SET d.source = row.source, d.sha256 = row.sha256, d.title = row.title, d.uri = row.uri,
    d.media_type = row.media_type, d.language = row.language, d.page_starts = row.page_starts,
    d.page_labels = row.page_labels, d.blocks = row.blocks, d.warnings = row.warnings, d.facets = row.facets,
    d.ingested_at = row.ingested_at, d.record_sha256 = row.record_sha256,
    d.schema_version = row.schema_version, d.least_confidence = row.least_confidence
"""

COMPLETE_DOCUMENTS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
SET d.written_at = datetime()
"""

CREATE_CHUNKS = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document_id})
CREATE (c:Chunk {id: row.id, document_id: row.document_id, index: row.index, text: row.text, start: row.start,
                 end: row.end, page: row.page, page_end: row.page_end, heading: row.heading, headings: row.headings,
                 column_heads: row.column_heads, links: row.links, ocr_confidence: row.ocr_confidence,
                 language: row.language})
CREATE (c)-[:FROM_DOCUMENT]->(d)
"""

SET_CHUNK_VECTORS = """
UNWIND $rows AS row
MATCH (c:Chunk {id: row.id})
CALL db.create.setNodeVectorProperty(c, 'embedding', row.embedding)
"""

LINK_CHUNKS = """
UNWIND $rows AS row
MATCH (a:Chunk {id: row.before}) MATCH (b:Chunk {id: row.after})
CREATE (a)-[:NEXT_CHUNK]->(b)
"""

KNOWN_ENTITIES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) RETURN e.id AS id
"""

CREATE_ENTITIES = """
UNWIND $rows AS row
CREATE (e:__Entity__:__Unembedded__:$(row.labels) {id: row.id, name: row.name, type: row.type, key: row.key,
                                                   aliases: row.aliases, mentions: row.mentions})
FOREACH (alias IN row.keys | CREATE (:Alias {key: alias[0], surface: alias[1], source: 'text'})-[:ALIAS_OF]->(e))
"""

CREATE_MENTIONS = """
UNWIND $rows AS row
MATCH (c:Chunk {id: row.chunk_id})
UNWIND row.items AS item
MATCH (e:__Entity__ {id: item.entity})
CREATE (e)-[:FROM_CHUNK {start: item.start, end: item.end, surface: item.surface, grounding: item.grounding,
                         origin: item.origin, part: item.part, type: item.type, family: item.family, key: item.key,
                         surface_key: item.surface_key, clues: item.clues}]->(c)
"""

KNOWN_FACTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) RETURN f.id AS id
"""

CREATE_FACTS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) MATCH (t:__Entity__ {id: row.tail})
CREATE (f:Fact:__Unembedded__ {id: row.id, type: row.type, support: row.support, traits: row.traits,
        statement: row.statement, qualifiers: row.qualifiers, wordings: row.wordings,
        text: h.name + ' ' + row.words + ' ' + t.name + row.circumstances})
CREATE (f)-[:HEAD]->(h)
CREATE (f)-[:TAIL]->(t)
FOREACH (type IN row.shown | CREATE (h)-[:$(type) {fact_id: row.id, support: row.support}]->(t))
"""

QUALIFIED_STATEMENTS = """
UNWIND $ids AS id
MATCH (f:Fact {statement: id}) USING INDEX SEEK f:Fact(statement)
RETURN DISTINCT id
"""

CREATE_EVIDENCE = """
UNWIND $rows AS row
MATCH (c:Chunk {id: row.chunk_id})
UNWIND row.items AS item
MATCH (f:Fact {id: item.fact})
CREATE (f)-[:FROM_CHUNK {start: item.start, end: item.end, phrase: item.phrase, schema_version: item.schema_version,
                         extractor: item.extractor, traits: item.traits, head_origin: item.head_origin,
                         tail_origin: item.tail_origin, head_part: item.head_part, tail_part: item.tail_part,
                         confidence: item.confidence, wordings: item.wordings}]->(c)
"""

WRITE_PROPOSALS = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document_id})
MERGE (x:Decision {id: row.id})
ON CREATE SET x.kind = 'merge', x.source_origin = row.source_origin, x.target_origin = row.target_origin,
              x.reason = row.reason, x.score = row.score, x.decided_by = row.decided_by, x.by_person = false,
              x.at = row.at, x.source_key = row.source_key, x.target_key = row.target_key
MERGE (x)-[s:SUPPORTED_BY]->(d)
SET s.reason = row.reason, s.score = row.score, s.decided_by = row.decided_by, s.at = row.at
"""

OLDER_VERSIONS = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
MATCH (o:Document {source: d.source}) WHERE o.id <> d.id AND o.ready_at IS NOT NULL
RETURN DISTINCT o.id AS id
"""

MAKE_VISIBLE = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
SET d.ready_at = $at
"""
