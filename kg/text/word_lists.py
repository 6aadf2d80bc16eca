"""Lists of words, written as one text, and those that several rooms need."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""The English months, as alternatives of a regular expression."""


def words(text: str) -> frozenset[str]:
    """The words of the text, which white space separates."""
    return frozenset(text.split())
