"""Prose cut into lines, with words cut by hyphens as typesetting programs do it."""

import re
from collections.abc import Callable, Iterator

_CUT = re.compile(
    r"(?<=[aeiouy][bcdfghklmnprstvw])(?=[bcdfghklmnprstvw][aeiouy])|(?<=[aeiouy])(?=[bcdfglmnprstv][aeiouy])"
)
_LEAST = 2


def wrap(text: str, width: float, measure: Callable[[str], float], *, hyphenate: bool = False) -> list[str]:
    """The lines; where it hyphenates, words are cut between syllables, and compounds after their own hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}".strip()
        if measure(candidate) <= width:
            line = candidate
            continue
        head, tail = _cut(word, width - measure(f"{line} "), measure) if hyphenate else ("", word)
        lines.append(f"{line} {head}".strip())
        line = tail
    return [*lines, line] if line else lines


def _cut(word: str, room: float, measure: Callable[[str], float]) -> tuple[str, str]:
    for place, head in sorted(_heads(word), reverse=True):
        if measure(head) <= room:
            return head, word[place:]
    return "", word


def _heads(word: str) -> Iterator[tuple[int, str]]:
    for place in (match.start() for match in _CUT.finditer(word)):
        if _LEAST < place < len(word) - _LEAST:
            yield place, f"{word[:place]}-"
    for match in re.finditer("-", word):
        yield match.end(), word[: match.end()]
