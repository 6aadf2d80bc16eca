"""Text without what no reader sees; done once, before any offset is taken."""

import re
import unicodedata

_NEWLINES = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
# Control characters but tab, newline and form feed; lone surrogates; what Unicode calls noncharacters.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_text(text: str) -> str:
    r"""The text in Unicode form NFC with `\n` as its only line break and blanks for what cannot be read.

    NFC, because Korean typed on macOS comes as loose jamo and would match nothing that is typed elsewhere. It is
    done here, and only here, so that every later offset counts characters of the same text. Applying it twice changes
    nothing.
    """
    return clean_and_count(text)[0]


def clean_and_count(text: str) -> tuple[str, int]:
    """The text as `clean_text` makes it, and the number of characters that it blanked out."""
    text, count = _UNREADABLE.subn(" ", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", text), count


def count_unreadable(text: str) -> int:
    """Number of characters that `clean_text` would blank out."""
    return sum(1 for _ in _UNREADABLE.finditer(text))
