"""Words, names and sentences of a language; must not know the graph."""
