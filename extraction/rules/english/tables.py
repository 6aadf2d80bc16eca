"""Tables and boxes of facts whose cells came as one line, which the parser takes for a sentence."""

_MIN_WORDS = 35
_CAPITALS = 0.6
_COMMAS = 0.1


def is_table(text: str) -> bool:
    """Whether most of many words begin with a capital or digit, and few commas part them: "Film Year Title Role 2006 …"."""
    words = [word for word in text.split() if word[0].isalnum()]
    if len(words) < _MIN_WORDS:
        return False
    capitals = sum(not word[0].islower() for word in words)
    commas = text.count(",") + text.count(";")
    return capitals > _CAPITALS * len(words) and commas < _COMMAS * len(words)
