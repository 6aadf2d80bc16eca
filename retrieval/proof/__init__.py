"""Whether sentences of the documents prove a statement."""
