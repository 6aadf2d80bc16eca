"""Which type a name of a document has, by the types it was given."""

from collections import Counter
from collections.abc import Mapping

from extraction.mentions.short_names import PERSON
from extraction.schema.vocabulary import base_vocabulary
from kg.text.entity_type import TypeVote, voted_type


def voted(votes: Counter[str]) -> str:
    """The type given most often, as `voted_type` counts them."""
    return voted_type({TypeVote(name, family_of(name)): count for name, count in votes.items()})


def family_of(type_name: str) -> str:
    """The widest type of the general vocabulary that this one is a kind of; itself where it is not known."""
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
