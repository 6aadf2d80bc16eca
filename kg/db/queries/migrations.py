"""Constraints and indexes, by migration.

Neo4j holds only one full-text index for the same label and properties, whatever its analyzer: the one for Korean,
Chinese and Japanese therefore covers the headings too.
"""

FIRST = (
    "CREATE CONSTRAINT citegraph_id IF NOT EXISTS FOR (n:CiteGraph) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT chunk_id IF NOT EXISTS FOR (n:Chunk) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:__Entity__) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT fact_id IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT graph_schema_version IF NOT EXISTS FOR (n:GraphSchema) REQUIRE n.version IS UNIQUE",
    "CREATE CONSTRAINT kge_model_version IF NOT EXISTS FOR (n:KgeModel) REQUIRE n.version IS UNIQUE",
    "CREATE INDEX document_source IF NOT EXISTS FOR (n:Document) ON (n.source)",
    "CREATE INDEX alias_key IF NOT EXISTS FOR (n:Alias) ON (n.key)",
    "CREATE INDEX decision_source IF NOT EXISTS FOR (n:Decision) ON (n.source_origin)",
    "CREATE INDEX decision_target IF NOT EXISTS FOR (n:Decision) ON (n.target_origin)",
    """CREATE FULLTEXT INDEX entity_name IF NOT EXISTS FOR (n:__Entity__) ON EACH [n.aliases]
       OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}""",
)

CREATE_VECTOR_INDEXES = (
    """CREATE VECTOR INDEX chunk_embedding IF NOT EXISTS FOR (n:Chunk) ON (n.embedding)
       OPTIONS {indexConfig: {`vector.dimensions`: $dimensions, `vector.similarity_function`: 'cosine'}}""",
    """CREATE VECTOR INDEX entity_embedding IF NOT EXISTS FOR (n:__Entity__) ON (n.embedding)
       OPTIONS {indexConfig: {`vector.dimensions`: $dimensions, `vector.similarity_function`: 'cosine'}}""",
    """CREATE VECTOR INDEX fact_embedding IF NOT EXISTS FOR (n:Fact) ON (n.embedding)
       OPTIONS {indexConfig: {`vector.dimensions`: $dimensions, `vector.similarity_function`: 'cosine'}}""",
)

DROP_VECTOR_INDEXES = (
    "DROP INDEX chunk_embedding IF EXISTS",
    "DROP INDEX entity_embedding IF EXISTS",
    "DROP INDEX fact_embedding IF EXISTS",
)

FACTS_BY_STATEMENT = ("CREATE INDEX fact_statement IF NOT EXISTS FOR (n:Fact) ON (n.statement)",)

CHUNK_WORDS = (
    "DROP INDEX chunk_text_english IF EXISTS",
    "DROP INDEX chunk_text_cjk IF EXISTS",
    """CREATE FULLTEXT INDEX chunk_words_english IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text, n.column_heads, n.links]
       OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}}""",
    """CREATE FULLTEXT INDEX chunk_words_cjk IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text, n.heading, n.column_heads, n.links]
       OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}""",
)
"""They take the place of two that knew only texts and headings."""

STEPS: tuple[tuple[str, ...], ...] = (FIRST, (), FACTS_BY_STATEMENT, CHUNK_WORDS)
"""Of each migration the statements; some have code, too, which changes the data (kg/store.py)."""
