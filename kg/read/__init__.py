"""Questions to the graph that change nothing; must not know how it is written."""
