"""Raised figures: behind a figure they would become a part of it, "10" with a raised 6 the number 106."""

import re

_EXPONENT = re.compile(r"[-+−–]?\d+")


def raised(before: str, words: str) -> str:
    """An exponent behind "^" where it stands behind a figure; others as they are: m2, 19th."""
    number = words.strip()
    return f"^{number}" if _EXPONENT.fullmatch(number) and before[-1:].isdecimal() else words
