"""Text in pictures: scans and photos."""
