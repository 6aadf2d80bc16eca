"""Which generated Cypher may run."""
