"""Where named things are, from names that stand one behind the other: "Ptuj, Slovenia", "the Old Course at St Andrews"."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extraction.lexicon.noun_types import family
from extraction.rules.english.labels import DATE, ORGANIZATION, PERSON, PLACE, WORK
from extraction.rules.english.reading import Reading, Statement, as_thing, words_between
from extraction.rules.english.relation_words import is_known, is_understood

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extraction.rules.english.nominals import Nominal

_INSIDE = frozenset({"in", "at", "on", "within"})
_ALIAS_MARKS = frozenset({"aka", "a.k.a.", "alias", "otherwise", "otherwise known as", "also"})
_MAX_ADDRESS = 4
_NOT_PLACED = frozenset({PERSON, DATE, WORK, "Group", "Language", "Award"})


def name_pairs(reading: Reading) -> Iterator[Statement]:
    """What a name right behind another one says of where that is, or of what it is a part."""
    names = reading.nominals.names()
    for first, second in pairwise(names):
        if not _is_list(reading, first):
            yield from _place_behind(reading, first, second)
        yield from _behind_preposition(reading, first, second)
        yield from _other_name(reading, first, second)


def _other_name(reading: Reading, first: "Nominal", second: "Nominal") -> Iterator[Statement]:
    """What "X aka Y" and "X, or XY," say: one thing has both names; without a mark the second is an abbreviation."""
    between = reading.doc[first.last + 1 : second.first].text.lower().strip(" ,'\"“”").removesuffix(" the")
    behind = reading.doc[second.last + 1].text if second.last + 1 < len(reading.doc) else ""
    is_or = (
        reading.doc[first.last + 1 : second.first].text.lower() == ", or"
        and behind != "or"
        and second.text.isupper()
    )
    if between in _ALIAS_MARKS or is_or:
        alias = replace(as_thing(second), type=first.type)
        yield Statement(as_thing(first), ("also", "known", "as"), alias, between)


def _is_list(reading: Reading, first: "Nominal") -> bool:
    """Whether the place is one of a row that is no address: nothing lies around a country, or the row is long."""
    commas = 0
    for token in reading.doc[first.last + 1 :]:
        commas += token.text == ","
        if token.text != "," and token.pos_ != "PROPN":
            break
    return first.type == "Country" or commas > _MAX_ADDRESS


def _place_behind(reading: Reading, first: "Nominal", second: "Nominal") -> Iterator[Statement]:
    """What "Ptuj, Slovenia" says: the one lies in the other; "Ptuj, Celje and Maribor" is a row."""
    behind_comma = second.first == first.last + 2 and reading.doc[first.last + 1].text == ","
    if (
        reading.doc[second.root].dep_ in {"nsubj", "nsubjpass"}
        or not behind_comma
        or not (family(first.type) == family(second.type) == PLACE)
        or _is_in_row(reading, second)
    ):
        return
    phrase = words_between(reading.doc, [reading.doc[first.first], reading.doc[second.last]])
    yield Statement(as_thing(first), ("locate", "in"), as_thing(second), phrase)


def _is_in_row(reading: Reading, last: "Nominal") -> bool:
    """Whether the comma before the name is one of a row that ends with "and"."""
    for token in reading.doc[last.last + 1 :]:
        if token.lower_ in {"and", "or", "&"}:
            return True
        if token.text != "," and token.pos_ != "PROPN":
            break
    joined = reading.doc[last.root]
    return joined.dep_ == "conj" and any(child.dep_ == "cc" for child in joined.head.children)


def _behind_preposition(reading: Reading, first: "Nominal", second: "Nominal") -> Iterator[Statement]:
    preposition = _between(reading, first, second)
    if preposition is None:
        return
    if first.type == PERSON and preposition.lower_ == "of" and family(second.type) == ORGANIZATION:
        yield Statement(as_thing(first), ("member", "of"), as_thing(second), preposition.text)
    if preposition.lower_ == "by" and family(first.type) == WORK:
        words = (first.type.lower(), "by")
        if is_known(first.type, words, second.type):
            yield Statement(as_thing(first), words, as_thing(second), preposition.text)
    if family(first.type) in _NOT_PLACED:
        return
    phrase = words_between(reading.doc, [preposition, reading.doc[second.last]])
    of_place = preposition.lower_ == "of" and family(first.type) == PLACE
    if (preposition.lower_ in _INSIDE or of_place) and family(second.type) == PLACE:
        yield Statement(as_thing(first), ("locate", "in"), as_thing(second), phrase)
    elif preposition.lower_ == "near" and is_understood(first.type, ("near",), second.type):
        yield Statement(as_thing(first), ("near",), as_thing(second), phrase)
    elif preposition.lower_ == "of" and family(first.type) != PLACE and family(second.type) == ORGANIZATION:
        yield Statement(as_thing(first), ("part", "of"), as_thing(second), phrase)


def _between(reading: Reading, first: "Nominal", second: "Nominal") -> "Token | None":
    """The preposition that is all there is between the two, but for an article, and that belongs to the first."""
    between = [
        token
        for token in reading.doc[first.last + 1 : second.first]
        if token.pos_ not in {"DET", "SPACE", "ADJ"} and not token.is_quote
    ]
    preposition = between[0] if len(between) == 1 else None
    belongs = preposition is not None and first.first <= preposition.head.i <= first.last
    if preposition is not None and preposition.lower_ == "by" and family(first.type) == WORK:
        belongs = preposition.dep_ == "prep"
    return preposition if preposition is not None and belongs and preposition.pos_ == "ADP" else None
