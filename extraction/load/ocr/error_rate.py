"""How far a text that was recognised is from what stands on the page."""

import re
from unicodedata import normalize

_BARS = re.compile(r"\s*\|\s*")


def character_error_rate(truth: str, found: str) -> float:
    """Least number of letters to insert, delete or replace, over the letters of the truth; 0 is best, it may exceed 1.

    White space counts as one blank, and the bars between cells as blanks.
    """
    from rapidfuzz.distance import Levenshtein

    truth, found = _plain(truth), _plain(found)
    if not truth:
        return float(bool(found))
    return float(Levenshtein.distance(truth, found)) / len(truth)


def _plain(text: str) -> str:
    return " ".join(_BARS.sub(" ", normalize("NFC", text)).split())
