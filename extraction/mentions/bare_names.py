"""What stands behind a name and is no part of it: a bracket that explains it, the second title of a book."""

import re
from functools import lru_cache

from extraction.lexicon.noun_types import is_kind_of, type_of_noun

BRACKET = re.compile(r"^(?P<name>[^()]{2,}?) ?(?P<bracket>\((?P<inside>[^()]+)\))$")
"""A name with a bracket behind it."""
_BORN = re.compile(r"^(?:born|née|nee|b\.) ")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff ]+")
_LETTERS = re.compile(r"[A-Z][A-Z0-9&]{1,9}")
_SECOND_TITLE = re.compile(r"(?<=\S)[;,]? or(?:,|:) .+$")
_WORK = "Work"


@lru_cache(maxsize=20_000)
def bare_name(name: str) -> str:
    """The name without "; or, The Whale" and without a bracket that says how it is written, what it is or was before.

    "안중근(安重根)", "한국전력공사(KEPCO)", "Kind of Blue (album)" and "Jane Roe (born Jane Doe)" lose it; other brackets
    are a part of the name, or tell it from others.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    bracket = BRACKET.match(name)
    if bracket is not None and _explains(bracket["inside"]):
        return bracket["name"]
    return _SECOND_TITLE.sub("", name)


def _explains(inside: str) -> bool:
    if _BORN.match(inside) or _CHINESE.fullmatch(inside) or _LETTERS.fullmatch(inside):
        return True
    kind = type_of_noun(inside) if inside.islower() else None
    return kind is not None and is_kind_of(kind, _WORK)
