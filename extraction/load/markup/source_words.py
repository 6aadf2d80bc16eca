"""The words of a source of markup, line by line, without what is no text."""

import re
from collections.abc import Iterable, Iterator


def words_without(source: str, removed: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """The words of each line with its number, where each pattern in turn has been blanked; line breaks stay."""
    for pattern in removed:
        source = pattern.sub(_blank, source)
    for number, line in enumerate(source.split("\n"), start=1):
        yield f"line {number}", line


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "
