"""A statement of a Korean sentence, and what verbs and nouns state of the phrases around them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from extraction.rules.korean.noun_phrase import KoreanPhrase

Case = Literal[
    "object",
    "place",
    "partner",
    "receiver",
    "role",
    "agent",
    "time",
    "since",
    "life",
    "kind",
    "noun",
    "owner",
]
IS_A = "IS_A"
LOCATED_IN = "LOCATED_IN"
MEMBER_OF = "MEMBER_OF"
ALSO_KNOWN_AS = "ALSO_KNOWN_AS"
OF_OWNERS = (LOCATED_IN, MEMBER_OF, "방송되다", "집필되다")
"""What a name and the name in front of it may be to one another; their types decide."""
NATIONALITY = "국적"
CALLED = "불리다"
_MIN_PLURAL = 2
OTHER_NAMES = frozenset({ALSO_KNOWN_AS, CALLED, "개칭하다"})


class KoreanStatement(NamedTuple):
    """Head, relation (a verb or noun in its dictionary form, or IS_A), tail, the tail's case, and the words that state it."""

    head: KoreanPhrase
    relation: str
    tail: KoreanPhrase
    case: Case
    phrase: str
    negated: bool = False


class Words(NamedTuple):
    """What states something: the relation, as written, and whether it is denied."""

    relation: str
    phrase: str
    negated: bool = False


def between(
    heads: Sequence[KoreanPhrase], words: Words, tails: Sequence[KoreanPhrase], case: Case
) -> Iterator[KoreanStatement]:
    """The words of each head and each tail; nothing of what is no name or of a thing and itself."""
    for head in heads:
        for tail in tails:
            if head.is_name and head.text != tail.text and tail.kind != "pronoun":
                yield KoreanStatement(head, words.relation, tail, case, words.phrase, words.negated)


def of_noun(
    described: Sequence[KoreanPhrase], noun: KoreanPhrase, *, negated: bool = False
) -> Iterator[KoreanStatement]:
    """That each is such a thing, and whose: "조선의 임금" is (X, 임금, 조선) and (X, IS_A, 임금)."""
    names = [each for each in described if each.is_name]
    owners = [noun.owner] if noun.owner is not None and noun.owner.is_name else []
    yield from between(names, Words(noun.noun, noun.text, negated), owners, "noun")
    for relation in (NATIONALITY, LOCATED_IN):
        yield from between(names, Words(relation, noun.text, negated), owners, "owner")
    yield from between(names, Words(IS_A, noun.text, negated), [_singular(noun)], "kind")


def _singular(noun: KoreanPhrase) -> KoreanPhrase:
    plural = len(noun.noun) > _MIN_PLURAL and noun.noun.endswith("들")
    return replace(noun, text=noun.text.removesuffix("들")) if plural else noun
