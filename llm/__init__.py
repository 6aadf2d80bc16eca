"""One question to a chat model and its reply; must not know what is asked or why."""
