"""From a question to cited passages and an answer; must not change the graph."""
