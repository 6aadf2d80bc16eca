"""Which type a name's own words tell."""

import re
from collections.abc import Sequence

from extraction.lexicon.english_words import COMPANY_ENDS
from extraction.lexicon.known_names import is_given_name, is_persons_name, types_of_known
from extraction.lexicon.nationalities import is_nationality
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.labels import ORGANIZATION, PERSON, PLACE, WORK
from kg.text.word_lists import words

_COMPANY = "Company"
_TWO = 2
_TOLD_BY_OWN_NOUN = frozenset({PLACE, ORGANIZATION, WORK, "Event", "Award", "Law", "Language", "Group"})
_PREPOSITIONS = (" of ", " for ", " in ", " at ", " on ", ", ")
_PERSON_WORDS = range(2, 6)
_PARTICLES = words("al bin da dal de del della der di do dos du e ibn la le van von y zu")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_NUMBER = re.compile(r"(?:\s+(?:(?:No\.?\s?)?\d[\d.,-]*|[IVX]+))+$")
_CHAMBER = re.compile(
    r"\bHouse of (?:Assembly|Commons|Councillors|Delegates|Deputies|Lords|Representatives)\b"
)
_DIRECTIONS = words(
    "north south east west northern southern eastern western central upper lower greater new old inner outer"
)
# What a name that the recogniser takes for a work may be all the same: "Nobel Prize in Physics".
_IN_TITLES = frozenset({WORK, "Award", "Event"})
# What such a noun begins is a place of that kind: "Lake Ohrid", "Mount Ararat".
_FIRST_NOUNS = frozenset({"City", "Place", "Structure", "Water"})


def type_of_name(name: str, recognised: str | None = None) -> str | None:
    """The type that a name's own words tell: "Mehan Garden", "Battle of Hastings", "Deanne Bell"; None when open."""
    parts = name.split()
    person = may_be_person(parts) and is_given_name(parts[0])
    if len(parts) < 2:
        return None
    if _is_part_of_place(parts):
        return PLACE
    if person and recognised == PERSON and not _is_institution(parts):
        return None
    if _CHAMBER.search(name):
        return "GovernmentBody"
    head = _NUMBER.sub("", min((name.split(word, 1)[0] for word in _PREPOSITIONS), key=len))
    type_name = _by_last_word(head) or (None if person else _by_first_word(parts))
    if type_name is not None and family(type_name) in _TOLD_BY_OWN_NOUN:
        # A title may end with any noun ("Stairway to Heaven").
        return type_name if recognised != WORK or family(type_name) in _IN_TITLES else None
    return PERSON if person else None


def may_be_person(parts: Sequence[str]) -> bool:
    """Whether the words are written as a person's name is: "Giovanni Pico della Mirandola"."""
    return len(parts) in _PERSON_WORDS and all(part[0].isupper() or part in _PARTICLES for part in parts)


def _is_institution(parts: Sequence[str]) -> bool:
    """Whether the last word says what the name is and nobody is called so: "Sam Houston State University"."""
    if parts[-1] in COMPANY_ENDS:
        return True
    if len(parts) <= _TWO or is_persons_name(parts[-1]):
        return False
    type_name = type_of_noun(parts[-1])
    return type_name is not None and family(type_name) in {ORGANIZATION, "Event"}


def _by_last_word(head: str) -> str | None:
    """What the last word says; capitals are an abbreviation, whatever else they mean."""
    last = head.split()[-1:]
    if last == ["season"] and _YEAR.search(head):
        return "Competition"
    if last == ["Group"]:
        return ORGANIZATION
    if last and last[0] in COMPANY_ENDS:
        return _COMPANY
    return None if head.isupper() else type_of_noun(head)


def _by_first_word(parts: Sequence[str]) -> str | None:
    first = type_of_noun(parts[0]) if parts[1][0].isupper() else None
    return first if first in _FIRST_NOUNS else None


def _is_part_of_place(parts: Sequence[str]) -> bool:
    """Whether the words are a known place with a direction or a nationality before it: "West Flanders", "British India"."""
    rest = types_of_known(" ".join(parts[1:]))
    if not rest or family(rest[0]) != PLACE:
        return False
    of_nation = is_nationality(parts[0]) and rest[0] != "City" and PERSON not in rest
    return of_nation or parts[0].lower() in _DIRECTIONS
