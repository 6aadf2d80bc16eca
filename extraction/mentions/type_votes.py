"""Which type a name of a document has, by the types it was given."""

from collections import Counter
from collections.abc import Mapping

from extraction.mentions.short_names import PERSON, UNTYPED
from extraction.schema.vocabulary import base_vocabulary


def voted(votes: Counter[str]) -> str:
    """The type given most often; one that says something before one that does not, ties by alphabet.

    Kinds of one type vote together, and the narrower ones then decide: of Company, Company, Organization and Place it is
    Company, of Organization, Organization and Company too.
    """
    families = Counter[str]()
    for name, count in votes.items():
        families[_family(name)] += count
    widest = min(families, key=lambda name: (name in UNTYPED, -families[name], name))
    kinds = [name for name in votes if _family(name) == widest]
    return min(kinds, key=lambda name: (name == widest, -votes[name], name))


def _family(type_name: str) -> str:
    return base_vocabulary().lineage(type_name)[-1]


def companies_named_after_people(
    votes: Mapping[str, Counter[str]], formal: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """For each key that is a person's name and a company's the company's type.

    `votes` are all votes for the key, `formal` those for names with a legal form: "Ralph Lauren" is a person where
    "Ralph Lauren Corporation" is none.
    """
    found: dict[str, str] = {}
    for key, own in formal.items():
        others = votes[key] - own
        if others and voted(others) == PERSON != voted(own):
            found[key] = voted(own)
    return found
