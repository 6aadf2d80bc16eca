"""What a question asks about and which parts of the graph it names; must not know how passages are found."""
