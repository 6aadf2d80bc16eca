"""The graph as tools of the Model Context Protocol."""
