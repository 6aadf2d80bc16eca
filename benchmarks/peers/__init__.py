"""Retrieval rules of other systems, on our graph and with our vectors."""
