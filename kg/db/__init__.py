"""The connection to Neo4j and every fixed query text; must not know what documents, entities or facts mean."""
