"""Questions that follow others: what they mean after what was said."""
