"""Which short names of a document stand for which full names of the same document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from extraction.lexicon.known_names import is_given_name, is_womans_name
from extraction.lexicon.korean_words import lexicon
from extraction.schema.vocabulary import base_vocabulary
from kg.text.acronym import SpelledOutNames
from kg.text.entity_type import FALLBACK_TYPES
from kg.text.hangul import has_hangul

PERSON = "Person"
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "sir", "dame", "lord", "lady", "prof", "professor", "st", "saint"}
)
_OF_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "dame"})
_NUMBER = re.compile(r"[ivx]{2,}")
_KOREAN_SYLLABLES = 3
_KOREAN_FAMILY = re.compile(r"(?P<family>[가-힣]) (?:씨|군|양)")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


def full_person_names(types: Mapping[str, str], surfaces: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each key of a shortened person's name the key of the full one, where only one person fits.

    "turing", "dr turing" and "a turing" stand for "alan turing", that for "alan mathison turing". `types` gives the
    type of each name key of one document, `surfaces` a spelling of it, which shows the words of Korean names: "비숍" and
    "강 씨" stand for "이사벨라 버드 비숍" and "강수진". A name that fits two people stands for itself.
    """
    written = surfaces or {}
    parts = {
        key: _korean_parts(written[key]) if has_hangul(written.get(key, "")) else _parts(key)
        for key, type_name in types.items()
        if type_name == PERSON or type_name in FALLBACK_TYPES
    }
    shortened = list(parts)
    people: defaultdict[str, list[str]] = defaultdict(list)
    for key in shortened:
        if types[key] == PERSON and len(parts[key]) > 1:
            for end in {parts[key][0], parts[key][-1]}:
                people[end].append(key)
    # The last part of a short name is the full name's last, or first.
    longer = {
        key: [
            full
            for full in people.get(parts[key][-1], ())
            if _is_short_for(parts[key], parts[full]) and not _is_another(key, parts[full])
        ]
        for key in shortened
    }
    full: dict[str, str] = {}
    for key in shortened:
        # Of "alan turing" and "alan mathison turing" only the longest counts, or "turing" would be two people.
        longest = [name for name in longer[key] if not longer.get(name)]
        if len(longest) == 1:
            full[key] = longest[0]
    return full | _by_family_name(types, written)


def _by_family_name(types: Mapping[str, str], surfaces: Mapping[str, str]) -> dict[str, str]:
    """Of names like "강 씨" the keys of the only Korean person of the family."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for key, type_name in types.items():
        if type_name == PERSON and len(key) == _KOREAN_SYLLABLES and has_hangul(key):
            families[key[0]].append(key)
    return {
        key: families[found["family"]][0]
        for key in types
        if (found := _KOREAN_FAMILY.fullmatch(surfaces.get(key, ""))) and len(families[found["family"]]) == 1
    }


def _korean_parts(surface: str) -> list[str]:
    """The words of a foreigner's name in Hangul; the last one is no title or other noun."""
    words = surface.split()
    return words if lexicon().type_of_kind(words[-1]) is None else ["".join(words)]


def long_forms(
    surfaces: Mapping[str, str], types: Mapping[str, str], defined: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """For each key of an acronym the key of the name it abbreviates, where only one fits.

    `surfaces` gives a spelling of each name key, `defined` the pairs (short key, long key) that the text itself defines
    ("Long Form (LF)"); they go before what the letters suggest. One name's type must be the other's, a kind of it, or none.
    """
    found: dict[str, str] = {}
    defined_for: dict[str, set[str]] = {}
    for short, long in defined:
        if short in types and long in types and short != long:
            defined_for.setdefault(short, set()).add(long)
    spelled_out = SpelledOutNames({key: surfaces[key] for key in types if " " in key})
    for short in types:
        suggested = set() if " " in short else spelled_out.find(surfaces[short])
        candidates = defined_for.get(short) or {
            long for long in suggested if long[0] == short[0] and _compatible(types[short], types[long])
        }
        if len(candidates) == 1:
            found[short] = next(iter(candidates))
    return {short: long for short, long in found.items() if long not in found}


def _compatible(first: str, second: str) -> bool:
    alike = first in base_vocabulary().lineage(second) or second in base_vocabulary().lineage(first)
    return alike or first in FALLBACK_TYPES or second in FALLBACK_TYPES


def _parts(key: str) -> list[str]:
    words = key.split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return words


def _is_short_for(short: list[str], full: list[str]) -> bool:
    """Whether the parts are the full name's last or first, or its last with some before, initials allowed."""
    if len(short) >= len(full):
        return len(short) == len(full) and short != full and _abbreviates(short, full)
    if len(short) == 1:
        # Of "Merit Cross" the last part alone can be a person's.
        return len(short[0]) > 1 and (
            short[0] == full[-1] or (short[0] == full[0] and is_given_name(full[0]))
        )
    return _abbreviates(short, full)


def _is_another(short: str, full: list[str]) -> bool:
    """Whether the short name has the number of a ruler, or a woman's title before what is no name of women.

    "Edward III" is not Edward Street, "Lady Ostrom" is not Victor Ostrom, and "Mrs Sule" is not Ibrahim Sule.
    """
    if _NUMBER.fullmatch(short.rsplit(maxsplit=1)[-1]):
        return True
    return short.split(maxsplit=1)[0] in _OF_WOMEN and not is_womans_name(full[0])


def _abbreviates(short: list[str], full: list[str]) -> bool:
    if short[-1] != full[-1] or not _same_part(short[0], full[0]):
        return False
    rest = iter(full[1:-1])
    return all(any(_same_part(part, other) for other in rest) for part in short[1:-1])


def _same_part(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))
