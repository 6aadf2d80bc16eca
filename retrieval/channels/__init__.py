"""One module per way of finding passages."""
