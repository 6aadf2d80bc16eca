"""Entities, aliases and facts as they follow from the record under the decisions in force; must not know where a document came from."""
