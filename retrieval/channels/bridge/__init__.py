"""Chunks that a second step leads to; must not know the other channels."""
