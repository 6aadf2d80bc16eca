"""What the sentences of a text tell of the types of its names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from extraction.rules.english.name_types import NameTypes
from extraction.rules.english.nominals import Nominal
from extraction.rules.english.reading import Reading, Thing
from extraction.rules.english.statements import statements
from extraction.rules.english.topic import HE, SHE, without_bracket
from kg.text.name_key import NameForm
from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_KIND = ("is", "a")
_QUOTES = frozenset({'"', "“", "”", "``", "''", "„", "«", "»", "‘", "’", "'"})
_A_PERSON = "person"
# Before "of" and a name these say what the name is of: "the town of X"; "the capital of X" does not.
_OF_NAME = words(
    "borough city commune county district duchy hamlet island kingdom municipality parish principality province republic "
    "state suburb town township village"
)


def decide_types(readings: Sequence[Reading], document_title: str) -> Mapping[NameForm, str]:
    """The type of each name in the sentences. Pronouns are not followed: what they refer to depends on the types."""
    types = NameTypes()
    if any(token.lower_ in HE | SHE for reading in readings for token in reading.doc):
        types.may_be_person(without_bracket(document_title))
    for reading in readings:
        for each in (reading, *reading.asides):
            for name in each.nominals.names():
                types.mention(name.text, name.type)
                if _is_quoted(each, name):
                    types.quoted(name.text)
            for thing, noun in _called(each):
                types.called(thing.text, noun)
        for statement in statements(reading):
            if statement.relation == _KIND:
                types.called(statement.head.text, statement.tail.text)
    return types.decide()


def _is_quoted(reading: Reading, name: Nominal) -> bool:
    """Whether quotation marks are right around the name, which has several words: one word may be a nickname."""
    doc = reading.doc
    around = (
        doc[name.first - 1].text if name.first else "",
        doc[name.last + 1].text if name.last + 1 < len(doc) else "",
    )
    return name.last > name.first and all(mark in _QUOTES for mark in around)


def _called(reading: Reading) -> Iterator[tuple[Thing, str]]:
    """Names with the noun that tells what they are: "X, who", "X was born", "the town of X"."""
    for token in reading.doc:
        thing: Thing | None = None
        noun = _A_PERSON
        if token.lower_ == "who" or (token.dep_ == "nsubjpass" and token.head.lower_ == "born"):
            thing = reading.thing(token)
        elif token.dep_ == "pobj" and (named := _named_by_noun(token)) is not None:
            thing, noun = reading.thing(token), named.lower_
        if thing is not None and thing.kind == "name":
            yield thing, noun


def _named_by_noun(name: "Token") -> "Token | None":
    preposition, noun = name.head, name.head.head
    is_one = any(child.lower_ == "the" for child in noun.children)
    return noun if preposition.lower_ == "of" and noun.lower_ in _OF_NAME and is_one else None
