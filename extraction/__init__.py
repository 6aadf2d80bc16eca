"""From files to entities and triples."""
