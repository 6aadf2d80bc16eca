"""Keys by which others call the API."""
