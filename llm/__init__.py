"""The one client of chat models: ask, stream, retry, read the reply; must not know what is asked or why."""
