"""An empty graph filled by Neo4j's own importer."""
