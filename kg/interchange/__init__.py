"""The graph in files that other programs read."""
