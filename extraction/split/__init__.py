"""Text to chunks with exact offsets; must not know extraction."""
