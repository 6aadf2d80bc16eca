"""The parts of a chat model's answer."""

import re
from dataclasses import dataclass

from llm.reply_text import without_thoughts
from retrieval.answer.marks import number_before

QUOTES = "QUOTES:"
NOT_FOUND = "NOT FOUND"
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
    quotes = tuple(quote for line in lines if (quote := number_before(line.strip())))
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
