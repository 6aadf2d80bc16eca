"""Names with "and" inside, which the parser reads as one word: "Trinidad and Tobago", "the Baltimore and Ohio Railroad"."""

import re
from collections.abc import Iterator

from extraction.lexicon.known_names import is_country
from extraction.lexicon.noun_types import family, type_of_noun

_WORD = r"(?:St\.|[A-Z](?:[\w'’-]|\.(?=\w))*)"
_JOINED = re.compile(rf"\b({_WORD}(?: {_WORD})*) (?:and|&) ((?:the )?{_WORD}(?: {_WORD})*)")
_ARTICLE = re.compile(r"\b[Tt]he $")


def joined_names(sentence: str) -> Iterator[tuple[int, int]]:
    """Where such names stand: countries, and behind "the" what ends in the noun of an organization."""
    for match in _JOINED.finditer(sentence):
        words = match[0].split()
        # "In Trinidad and Tobago the ...": the country is within what begins with a capital.
        for first in range(len(match[1].split())):
            rest = " ".join(words[first:])
            if length := _country(rest):
                start = match.end() - len(rest)
                yield start, start + length
                break
        else:
            if _ARTICLE.search(sentence[: match.start()]) and _is_organization(match[1], match[2]):
                yield match.span()


def _country(words: str) -> int:
    """How many letters of the words are a country's name; 0 where they begin with none."""
    parts = words.split()
    lengths = (len(" ".join(parts[:end])) for end in range(len(parts), 2, -1))
    return next((length for length in lengths if is_country(words[:length])), 0)


def _is_organization(first: str, last: str) -> bool:
    """Whether the last word says what both together are, and the first part is none itself."""
    kinds = [type_of_noun(part.rsplit(maxsplit=1)[-1]) for part in (first, last)]
    is_one, is_end = (kind is not None and family(kind) == "Organization" for kind in kinds)
    return is_end and not is_one and " " in last and not last.endswith("s")
