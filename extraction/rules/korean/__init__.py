"""Statements in Korean sentences, from morphemes and particles."""
