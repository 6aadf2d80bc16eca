"""A graph with its documents and jobs in one file, and back."""
