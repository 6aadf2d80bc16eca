"""What dictionaries say of words."""
