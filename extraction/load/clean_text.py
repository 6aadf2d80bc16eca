"""Text without what no reader sees; done once, before any offset is taken."""

import re
import unicodedata

_NEWLINES = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
# Control characters but tab, newline and form feed; lone surrogates; what Unicode calls noncharacters.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A word cut at the end of a line by a soft hyphen, which is seen there; then all that has no width: soft hyphens, zero-width
# spaces, word joiners, byte order marks, marks of direction, and tags that are not part of a flag.
_CUT_WORD = re.compile(r"(?<=\w)\u00ad[ \t]*\n[ \t]*(?=\w)")
_WITHOUT_WIDTH = re.compile(
    "[\u00ad\u034f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)
# Joiners mean something only after emoji and in the scripts of Arabic and of India and its neighbours.
_JOINERS = re.compile(
    "(?<![\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\u0600-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc])"
    "[\u200c\u200d]"
)


def clean_text(text: str) -> str:
    r"""The text in Unicode form NFC with `\n` as its only line break and blanks for what cannot be read.

    Characters without width are taken out: they stand within names, which would match nothing that is typed. NFC, because
    Korean typed on macOS comes as loose jamo and would match nothing either. It is
    done here, and only here, so that every later offset counts characters of the same text. Applying it twice changes
    nothing.
    """
    return clean_and_count(text)[0]


def clean_and_count(text: str) -> tuple[str, int]:
    """The text as `clean_text` makes it, and the number of characters that it blanked out."""
    text, count = _UNREADABLE.subn(" ", _NEWLINES.sub("\n", text))
    if not text.isascii():
        text = _without_joiners(_WITHOUT_WIDTH.sub("", _CUT_WORD.sub("", text)))
    return unicodedata.normalize("NFC", text), count


def _without_joiners(text: str) -> str:
    """The text without joiners that join nothing: taking one out may bring another behind a letter."""
    while (fewer := _JOINERS.sub("", text)) != text:
        text = fewer
    return text


def count_unreadable(text: str) -> int:
    """Number of characters that `clean_text` would blank out."""
    return sum(1 for _ in _UNREADABLE.finditer(text))
