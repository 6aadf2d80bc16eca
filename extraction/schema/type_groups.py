"""Which type names mean one type."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from extraction.mentions.names import UNTYPED, clean_type, spelling_key
from kg.text.english_lemma import noun_lemma

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRITISH = (
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"our\b"), "or"),
    (re.compile(r"tre\b"), "ter"),
)
# Names under which models and recognisers hand out the commonest types.
_SYNONYMS = {
    "person": ("people", "human", "individual", "personname"),
    "organization": ("org", "organizationname"),
    "place": ("location", "gpe", "geopoliticalentity", "geographicallocation", "placename", "loc"),
    "date": ("datetime", "calendardate", "dateperiod", "timeperiod"),
    "work": ("workofart", "creativework", "work"),
    UNTYPED.casefold(): (
        "node",
        "unknown",
        "other",
        "misc",
        "miscellaneous",
        "none",
        "undefined",
        "object",
        "entity",
    ),
}
_CANONICAL = {other: name for name, others in _SYNONYMS.items() for other in others}


def group_types(counts: Mapping[str, int], kept: Iterable[str], *, similarity: float) -> dict[str, str]:
    """For each raw type name the name it is known by: PascalCase, of near-duplicates the commonest.

    Near-duplicates differ in case, number, spelling (organisation, Organization) or are common synonyms (Location,
    Place); names that are not in the dictionary and alike by `similarity` (0..1) are taken for misspellings. `kept`
    are the names of an approved schema: they stay as they are and give their name to what joins them. The result
    depends on the names and counts alone, not on their order.
    """
    clean = {raw: clean_type(raw) for raw in counts}
    approved = dict.fromkeys(kept)
    totals: dict[str, int] = dict.fromkeys(approved, 0)
    for raw, name in clean.items():
        totals[name] = totals.get(name, 0) + counts[raw]
    order = sorted(totals, key=lambda name: (name not in approved, -totals[name], name))
    leader_of: dict[str, str] = {}
    leaders: dict[str, str] = {}
    for name in order:
        form = _form(name)
        leader = name if name in approved else _leader(form, leaders, similarity)
        leader_of[name] = leader or name
        if not leader or name in approved:
            leaders.setdefault(form, name)
    return {raw: leader_of[name] for raw, name in clean.items()}


def _leader(form: str, leaders: Mapping[str, str], similarity: float) -> str | None:
    """The name that a form joins: one of the same form, else the best misspelling; None when it joins none."""
    if form in leaders:
        return leaders[form]
    if _is_dictionary_word(form):
        return None
    alike = [
        (-fuzz.ratio(form, other), other)
        for other in leaders
        if fuzz.ratio(form, other) >= 100 * similarity and form[:1] == other[:1]
    ]
    return leaders[min(alike)[1]] if alike else None


def _form(name: str) -> str:
    """What near-duplicates share: words in the singular, American spelling, lower case, the common synonym."""
    words = [word.casefold() for word in _CAMEL.sub(" ", name).split()]
    for pattern, instead in _BRITISH:
        words = [pattern.sub(instead, word) if len(word) > 5 else word for word in words]
    if words:
        words[-1] = noun_lemma(words[-1]) or words[-1]
    form = spelling_key("".join(words))
    return _CANONICAL.get(form, form)


def _is_dictionary_word(form: str) -> bool:
    return noun_lemma(form) is not None
