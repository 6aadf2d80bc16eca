"""Which type a thing has, by the types that its mentions were given."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

FALLBACK_TYPES = frozenset({"Thing", "Entity", "Concept"})
"""Types that a name gets where nothing better is known; they say nothing against another type."""


class TypeVote(NamedTuple):
    """A type, and the widest type that it is a kind of ("Company", "Organization")."""

    type: str
    family: str


def voted_type(votes: Mapping[TypeVote, int]) -> str:
    """The type given most often; one that says something before one that does not, ties by alphabet.

    Kinds of one type vote together, and the narrower ones then decide: of Company, Company, Organization and Place it is
    Company, of Organization, Organization and Company too.
    """
    families = Counter[str]()
    for vote, count in votes.items():
        families[vote.family] += count
    widest = min(families, key=lambda name: (name in FALLBACK_TYPES, -families[name], name))
    kinds = [vote for vote in votes if vote.family == widest]
    return min(kinds, key=lambda vote: (vote.type == widest, -votes[vote], vote.type)).type
