"""Extraction by grammar, without a model; must not know schemas, files or the graph."""
