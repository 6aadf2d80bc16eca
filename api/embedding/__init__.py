"""Vectors of texts by sentence-transformers, and the models that need no download."""
