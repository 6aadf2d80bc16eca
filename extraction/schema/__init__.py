"""The vocabulary: drafted, reviewed, applied, written as YAML; must not know how triples were extracted."""
