"""From ranked chunks to passages of the documents; must not know why a chunk was found."""
