"""Records that meet a wish, each with its own words as the reason."""
