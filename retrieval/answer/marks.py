"""The marks in an answer that point at numbered passages."""

import re

_MARKS = re.compile(r"\s*[\[【]\s*(?:passages?\s+)?(\d+(?:\s*[,;–-]\s*\d+)*)\s*[\]】]", re.IGNORECASE)
_LONGEST_RANGE = 20


def without_marks(text: str) -> str:
    """The text without any mark, and without the white space before it."""
    return _MARKS.sub("", text)


def read_marks(text: str) -> list[int]:
    """The numbers of the passages that are marked, in order and without repeats: [2], [1, 3], [1-3], 【1】."""
    numbers: list[int] = []
    for match in _MARKS.finditer(text):
        for part in re.split(r"[,;]", match[1]):
            first, *others = [int(number) for number in re.split(r"[–-]", part)]
            last = others[-1] if others else first
            numbers += range(first, min(last, first + _LONGEST_RANGE) + 1) if last > first else [first]
    return list(dict.fromkeys(numbers))
