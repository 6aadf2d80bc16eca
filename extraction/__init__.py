"""From files to entities and facts in the graph; must not know questions and answers."""
