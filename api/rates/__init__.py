"""How much is called in a minute, counted for all processes of a graph together."""
