"""Where a quoted stretch stands in a text."""

import unicodedata

_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
    }
)
_EDGES = " \t\n\"'“”‘’«».,;:…"


def locate_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The span of the first place in `text` that the quote copies; None where there is none.

    Word for word if possible, else without regard to case, kind of quotation mark or dash, Unicode form and runs of
    white space; punctuation around the quote does not count.
    """
    wanted = quote.strip(_EDGES)
    if not any(character.isalnum() for character in wanted):
        return None
    start = text.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    folded, places = _folded(text)
    pattern, _ = _folded(wanted)
    start = folded.find(pattern)
    if start < 0:
        return None
    return places[start], places[start + len(pattern) - 1] + 1


def _folded(text: str) -> tuple[str, list[int]]:
    """The text levelled, and for each character of it its place in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        for letter in unicodedata.normalize("NFKD", character).translate(_SIGNS).casefold():
            letters.append(letter)
            places.append(place)
    return "".join(letters), places
