"""The graph in Neo4j: its record, its view, reading, curation, the Cypher guard, link prediction; knows no files and no questions."""
