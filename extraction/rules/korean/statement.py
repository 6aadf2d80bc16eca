"""A statement of a Korean sentence, and what verbs and nouns state of the phrases around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.noun_phrase import KoreanPhrase
from schemas.qualifier import Qualifier

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
    "definition",
    "noun",
    "owner",
]
IS_A = "IS_A"
AREAS = frozenset({"Region", "City", "Place"})
LOCATED_IN = "LOCATED_IN"
MEMBER_OF = "MEMBER_OF"
ALSO_KNOWN_AS = "ALSO_KNOWN_AS"
OF_OWNERS = (LOCATED_IN, "국적", MEMBER_OF, "방송되다", "집필되다")
"""What a name and the name in front of it may be to one another; their types decide."""
NATIONALITY = "국적"
PLAYS = "뛰다"
CALLED = "불리다"
_MIN_PLURAL = 2
_COUNT = re.compile(r"^\d[\d,]*\S* (?=\S)")
OTHER_NAMES = frozenset({ALSO_KNOWN_AS, CALLED, "개칭하다", "개명하다", *lexicon().namings})


class KoreanStatement(NamedTuple):
    """Head, relation (a verb or noun in its dictionary form, or IS_A), tail, the tail's case, and the words that state it."""

    head: KoreanPhrase
    relation: str
    tail: KoreanPhrase
    case: Case
    phrase: str
    negated: bool = False
    qualifiers: tuple[Qualifier, ...] = ()
    signals: tuple[str, ...] = ()


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
    described: Sequence[KoreanPhrase], noun: KoreanPhrase, *, negated: bool = False, case: Case = "kind"
) -> Iterator[KoreanStatement]:
    """That each is such a thing, and whose: "조선의 임금" is (X, 임금, 조선) and (X, IS_A, 임금)."""
    names = [each for each in described if each.is_name]
    owner = _named_owner(noun)
    owners = [owner] if owner is not None else []
    if noun.link in lexicon().credits:
        yield from between(owners, Words(noun.link, noun.link, negated), names, "noun")
    elif noun.link:
        yield from between(names, Words(noun.link, noun.link, negated), owners, "noun")
    elif lexicon().is_attribute(noun.noun):
        told = () if noun.noun in lexicon().namings else owners
        yield from between(told, Words(noun.noun, noun.text, negated), names, "noun")
        return
    else:
        role = lexicon().role_of(noun.noun)
        kin = noun.co_owners if owners and role in lexicon().kin else ()
        yield from between(names, Words(role, noun.text, negated), [*owners, *kin], "noun")
        for relation in () if role in lexicon().called else (NATIONALITY, LOCATED_IN, PLAYS):
            yield from between(names, Words(relation, noun.text, negated), owners, "owner")
    yield from between(names, Words(IS_A, noun.text, negated), [_singular(noun)], case)


def _named_owner(noun: KoreanPhrase) -> KoreanPhrase | None:
    """Whose it is; of "중국 본토의 건물" the country."""
    owner = noun.owner
    is_area = owner is not None and owner.kind == "concept" and lexicon().type_of_kind(owner.text) in AREAS
    owner = owner.owner if owner is not None and is_area else owner
    return owner if owner is not None and owner.is_name else None


def _singular(noun: KoreanPhrase) -> KoreanPhrase:
    """The noun for one of its kind: 작가 for 작가들, 언어 for 30개 언어."""
    text = _COUNT.sub("", noun.text)
    plural = len(noun.noun) > _MIN_PLURAL and text.endswith("들")
    return replace(noun, text=text.removesuffix("들") if plural else text)
