"""Titles in quotation marks, which the parser reads as one word: "Live Like You Were Dying" is no clause."""

import re

_QUOTED = re.compile(r"""(?:(?<![\w"])"|“|``|„|«)\s?([^"“”„«»`\n]{2,80}?)[,.]?\s?(?:"(?!\w)|”|''|»)""")
_SMALL = 3
"""A word of a title with more letters begins with a capital."""


def quoted_titles(sentence: str) -> list[tuple[int, int]]:
    """Where titles of several words stand, without their marks."""
    return [match.span(1) for match in _QUOTED.finditer(sentence) if _is_title(match[1])]


def _is_title(text: str) -> bool:
    words = text.split()
    begins = text[0].isupper() or text[0].isdigit()
    return (
        len(words) > 1
        and begins
        and any(word[0].isupper() for word in words)
        and all(not word[0].islower() for word in words if len(word) > _SMALL)
    )
