"""What the sentences of a text tell of the types of its names."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extraction.rules.english.factuality import is_negated
from extraction.rules.english.labels import PERSON, UNKNOWN_NAME
from extraction.rules.english.name_types import NameTypes
from extraction.rules.english.nominals import Nominal
from extraction.rules.english.noun_rows import kinds, partitive_target
from extraction.rules.english.own_words import type_of_name
from extraction.rules.english.reading import Reading, Thing, as_thing, coordinated
from extraction.rules.english.relation_words import meaning
from extraction.rules.english.statements import statements
from extraction.rules.english.topic import HE, SHE, bracket_of, without_bracket
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


def gather_types(readings: Sequence[Reading], document_title: str) -> NameTypes:
    """What the sentences tell of the types of names. Pronouns are not followed: what they refer to depends on the types."""
    types = NameTypes()
    title = without_bracket(document_title)
    pronouns = any(token.lower_ in HE | SHE for reading in readings for token in reading.doc)
    if pronouns or type_of_name(title) == PERSON:
        types.may_be_person(title)
    for reading in readings:
        for each in (reading, *reading.asides):
            for name in each.nominals.names():
                types.mention(name.text, name.type)
                if _is_quoted(each, name):
                    types.quoted(name.text)
            for row in _rows(each):
                types.row(row)
            for thing, noun in (*_called(each), *_introduced(each)):
                types.called(thing.text, noun)
        for statement in statements(reading):
            if meaning(statement.head.type, statement.relation, UNKNOWN_NAME) == "ALSO_KNOWN_AS":
                types.also_called(statement.head.text, statement.tail.text)
            if statement.relation == _KIND:
                types.called(statement.head.text, statement.tail.text)
    if bracket := bracket_of(document_title):
        types.called(without_bracket(document_title), bracket)
    return types


def _is_quoted(reading: Reading, name: Nominal) -> bool:
    """Whether quotation marks are right around the name, which has several words: one word may be a nickname."""
    doc = reading.doc
    around = (
        doc[name.first - 1].text if name.first else "",
        doc[name.last + 1].text if name.last + 1 < len(doc) else "",
    )
    return " " in name.text and all(mark in _QUOTES for mark in around)


def _rows(reading: Reading) -> Iterator[list[str]]:
    """The names of each row: "starring X, Y and Z"."""
    for token in reading.doc:
        if token.dep_ != "conj" and any(child.dep_ in {"conj", "appos"} for child in token.children):
            names = [reading.nominals.of(one) for one in (token, *coordinated(token))]
            row = [name.text for name in names if name is not None and name.kind == "name"]
            if len(row) == len(names) > 1:
                yield row


def _called(reading: Reading) -> Iterator[tuple[Thing, str]]:
    """Names with the noun that tells what they are: "X, who", "X was born", "the town of X"."""
    for token in reading.doc:
        thing: Thing | None = None
        noun = _A_PERSON
        if token.lower_ == "who" or (token.dep_ == "nsubjpass" and token.head.lower_ == "born"):
            thing = reading.thing(token)
            if thing is not None and token.lower_ == "who" and thing.type not in {PERSON, UNKNOWN_NAME}:
                # Teams and companies are "who", too.
                continue
        elif token.dep_ == "attr" and token.head.lemma_ == "be" and not is_negated(token.head):
            thing, noun = _subject(reading, token.head), _kind(reading, token)
        elif token.dep_ == "pobj" and (named := _named_by_noun(token)) is not None:
            thing, noun = reading.thing(token), named.lower_
        if thing is not None and thing.kind == "name":
            yield thing, noun


def _introduced(reading: Reading) -> Iterator[tuple[Thing, str]]:
    """Names with the noun right before: "the Tamil film "X"", "composer X", "her novel X"."""
    for name in reading.nominals.names():
        at = name.first - 1
        while at > 0 and reading.doc[at].text in _QUOTES | {","}:
            at -= 1
        noun = reading.doc[max(at, 0)]
        inside = range(name.first, name.last + 1)
        tied = noun.head.i in inside or reading.doc[name.root].head == noun
        if at >= 0 and tied and noun.tag_ == "NN" and noun.text.islower():
            yield as_thing(name), reading.doc[max(0, at - 1) : at + 1].text


def _subject(reading: Reading, verb: "Token") -> Thing | None:
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return reading.thing(subjects[0]) if subjects else None


def _kind(reading: Reading, attribute: "Token") -> str:
    """The words that say what something is, whatever it is of: "the second album" of "the second album by X"."""
    noun = partitive_target(kinds(attribute)[0])
    nominal = reading.nominals.of(noun)
    return nominal.text if nominal is not None and nominal.kind == "concept" else ""


def _named_by_noun(name: "Token") -> "Token | None":
    preposition, noun = name.head, name.head.head
    is_one = any(child.lower_ == "the" for child in noun.children)
    return noun if preposition.lower_ == "of" and noun.lower_ in _OF_NAME and is_one else None
