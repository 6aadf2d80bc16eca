"""Pages with the cited words marked, as pictures."""
