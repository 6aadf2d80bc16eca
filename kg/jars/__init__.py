"""Pinned jars, fetched once."""
