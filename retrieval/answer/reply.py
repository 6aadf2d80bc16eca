"""The parts of a chat model's answer, and the marks in it that point at numbered passages."""

import re
from dataclasses import dataclass

from llm.reply_text import without_thoughts

QUOTES = "QUOTES:"
NOT_FOUND = "NOT FOUND"
_LINE = re.compile(r"^\W{0,4}\[?(\d{1,3})\]?\W{0,3}?\s*[:.)-]?\s*(.+)$")
_HEADING = re.compile(
    r"^[ \t*_#>]*QUOTES\b[*_]*:?[*_]*\s*$|^[ \t*_#>]*QUOTES:[*_]*", re.MULTILINE | re.IGNORECASE
)
_DECLINED = re.compile(r"^[\s*_\"'.]*not\s+found\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReadReply:
    """The answer's text with its marks, and the quotes the model gave: (passage number, words)."""

    text: str
    quotes: tuple[tuple[int, str], ...] = ()

    @property
    def declined(self) -> bool:
        """Whether the model said that the passages do not answer."""
        return not self.text or _DECLINED.match(self.text) is not None


def read_reply(text: str) -> ReadReply:
    """The reply taken apart, its thoughts left out; one without the quotes asked for has none."""
    parts = _HEADING.split(without_thoughts(text), maxsplit=1)
    lines = parts[1].splitlines() if len(parts) > 1 else []
    matches = (_LINE.match(line.strip()) for line in lines)
    quotes = tuple((int(match[1]), match[2].strip()) for match in matches if match and match[2].strip())
    return ReadReply(text=parts[0].strip(), quotes=quotes)


class AnswerStream:
    """Lets through the text of an answer as it comes, but nothing of the thoughts before and the quotes after it."""

    def __init__(self) -> None:
        self._text = ""
        self._sent = 0

    def feed(self, piece: str) -> str:
        """What can be shown now; what might still become a heading or a "not found" is kept back."""
        self._text += piece
        answer = without_thoughts(self._text)
        if answer and answer != self._text:
            self._text, self._sent = answer, 0
        return self._release(held_back=len(QUOTES) + 8)

    def end(self) -> str:
        """The rest."""
        return self._release(held_back=0)

    def _release(self, *, held_back: int) -> str:
        text = without_thoughts(self._text)
        shown = _HEADING.split(text, maxsplit=1)[0]
        if shown == text:
            shown = text[: max(0, len(text) - held_back)]
        beginning = shown.strip().upper()[: len(NOT_FOUND)]
        if _DECLINED.match(shown) or (held_back and NOT_FOUND.startswith(beginning)):
            return ""
        fresh = shown[self._sent :]
        self._sent = max(self._sent, len(shown))
        return fresh


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
