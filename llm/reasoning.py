"""The thoughts that a reasoning model writes down before its answer."""

_OPENING, _CLOSING = "<think>", "</think>"


def without_thoughts(text: str) -> str:
    """What follows the thoughts; nothing when they were cut off before their end."""
    if _CLOSING in text:
        return text.rpartition(_CLOSING)[2]
    return "" if text.lstrip().startswith(_OPENING) else text
