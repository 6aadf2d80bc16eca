"""All fixed query text, and nothing else."""
