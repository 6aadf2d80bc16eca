"""Ways of finding chunks, one module each; must not know each other."""
