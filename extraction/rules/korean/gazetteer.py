"""Names that are known in Korean, by lexicons and the lists of ours."""

from functools import cache

from extraction.lexicon.known_names import types_of_known
from extraction.lexicon.korean_words import lexicon
from kg.text.hangul import has_hangul

_CITY = "City"


def known_type(name: str) -> str | None:
    """The type of what is called so wherever it is named; None for a name that is not known."""
    listed = _listed().get(name.replace(" ", ""))
    if listed is not None or not has_hangul(name):
        return listed
    return next((known for known in types_of_known(name) if known != _CITY), None)


def is_city(name: str) -> bool:
    """Whether a city is called so, which people may be too."""
    return has_hangul(name) and _CITY in types_of_known(name)


@cache
def _listed() -> dict[str, str]:
    return {name: kind for kind, names in lexicon().known.items() for name in names}
