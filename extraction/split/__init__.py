"""Text to chunks with exact offsets."""
