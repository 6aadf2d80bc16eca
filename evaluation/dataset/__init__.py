"""Making question sets from the documents of a graph."""
