"""A chat model asked which open names mean one thing; must not know how they were extracted, nor the graph."""
