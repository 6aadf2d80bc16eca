"""Statements about a thing from the noun that describes it: "X, the founder of Y", "X is a mathematician"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import LIGHT_NOUNS, ROLES
from extraction.lexicon.nationalities import is_nationality
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.factuality import is_denied
from extraction.rules.english.labels import CONCEPT, DATE, ORGANIZATION, PERSON, PLACE, UNKNOWN_NAME, WORK
from extraction.rules.english.noun_rows import kinds, named_in_row, objects_of, partitive_target
from extraction.rules.english.reading import Reading, Statement, Thing, as_thing, words_between
from extraction.rules.english.relation_words import KIN, is_known, is_understood, is_wording, meaning
from extraction.schema.vocabulary import base_vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

# Adjectives without which the noun is another office or kin.
_PART_OF_NOUN = frozenset(
    {"prime", "vice", "chief", "general", "deputy", "executive", "managing", "official"}
)
# Nouns of such relations say nothing else: "a native of X", "son of X".
_TIES = KIN | {"BORN_IN", "MEMBER_OF"}
_CAME_ABOUT = {WORK: "release", "Event": "occur"}
_OF_OFFICE = 3
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_INSIDE = frozenset({"in", "at", "on", "within"})
_OPEN_PREPOSITIONS = frozenset({"including", "like", "such", "than", "except", "about", "besides", "per"})


def describe(
    reading: Reading, subjects: list[Thing], noun: "Token", *, verb: tuple[str, ...] = ()
) -> Iterator[Statement]:
    """What `noun` says of the subjects: their kind (IS_A) and, by its prepositions, their relations.

    "first president of Y" gives (X, president of, Y), "Y's wife" (X, wife of, Y). With `verb` ("become",) the
    relation begins with it and the kind is its object.
    """
    words = (*verb, *noun_words(noun))
    is_tied = False
    for preposition, target in _related(reading, noun):
        phrase = words_between(reading.doc, [noun, preposition]) if preposition.i > noun.i else str(noun.text)
        relation = (*words, "of" if preposition.dep_ == "poss" else preposition.lower_)
        for subject in subjects:
            if sound := _sound(subject, relation, target):
                is_tied |= is_understood(subject.type, sound, target.type)
                yield Statement(subject, sound, target, phrase)
    yield from _of_year(subjects, noun)
    yield from _based(reading, subjects, noun)
    yield from having(reading, subjects, noun)
    nominal = reading.nominals.of(noun)
    # "The national airline of Y" says what kind it is, if nothing else.
    says_kind = noun.dep_ == "attr" and type_of_noun(noun.lemma_.lower()) not in {None, PERSON, "Group"}
    kind_alone = says_kind and not is_tied and not verb and not is_wording((*words, "of"))
    if nominal is None or (_is_relational(noun) and not kind_alone):
        return
    for subject in subjects:
        yield Statement(subject, verb or ("is", "a"), as_thing(nominal), nominal.text)
        if subject.type == PERSON:
            yield from _citizenship(subject, noun)


def _citizenship(person: Thing, noun: "Token") -> Iterator[Statement]:
    """The people that "a retired Ghanaian athlete" belongs to; one "Hungarian-born" may have left."""
    for word in noun.lefts:
        for one in (word, *word.children):
            alone = one.nbor().text != "-" if one.i + 1 < len(one.doc) else True
            if one.ent_type_ == "NORP" and alone and is_nationality(one.text):
                yield Statement(person, ("citizen", "of"), Thing(one.text, "Country", "name"), one.text)


def _sound(subject: Thing, relation: tuple[str, ...], target: Thing) -> tuple[str, ...] | None:
    """The relation, where its words mean one: of a noun that is not known "of" does, "in" only where things are."""
    if is_understood(subject.type, relation, target.type) or (
        relation[-1] == "of" and relation[-2] not in LIGHT_NOUNS
    ):
        return relation
    if wider := _wider(subject, relation, target):
        return wider
    if relation[-1] == "from" and is_understood(subject.type, ("from",), target.type):
        return ("from",)
    located = relation[-1] in _INSIDE and subject.type != PERSON and family(target.type) == PLACE
    return ("locate", "in") if located else None


def _wider(subject: Thing, relation: tuple[str, ...], target: Thing) -> tuple[str, ...] | None:
    """The relation with the type of the noun in its place, where the words mean one so: "novella by" is "book by"."""
    kind = type_of_noun(relation[-2])
    if kind == PERSON and family(target.type) != ORGANIZATION:
        return None
    for name in base_vocabulary().lineage(kind) if kind else ():
        words = (name.lower(), relation[-1])
        if is_known(subject.type, words, target.type):
            return words
    return None


def _of_year(subjects: list[Thing], noun: "Token") -> Iterator[Statement]:
    """When a work came out that is called "a 1987 film", or an event took place."""
    verb = _CAME_ABOUT.get(family(type_of_noun(noun.text) or ""))
    for child in noun.doc[noun.left_edge.i : noun.i]:
        if verb and child.dep_ != "pobj" and _YEAR.fullmatch(child.text):
            date = Thing(child.text, DATE, "date")
            yield from (Statement(subject, (verb, "in"), date, child.text) for subject in subjects)


def _based(reading: Reading, subjects: list[Thing], noun: "Token") -> Iterator[Statement]:
    """Where things are based that are called "a Maine-based folk band"."""
    for word in noun.doc[noun.left_edge.i : noun.i]:
        if word.lower_ != "based" or word.i < 2 or word.nbor(-1).text != "-":
            continue
        place = reading.nominals.of(word.nbor(-2))
        if place is not None and family(place.type) == PLACE:
            yield from (Statement(one, ("base", "in"), as_thing(place), "based") for one in subjects)


def having(reading: Reading, subjects: list[Thing], word: "Token") -> Iterator[Statement]:
    """What "with headquarters in Y", "with lyrics by Y" behind a noun or verb say."""
    for preposition in word.children:
        if preposition.dep_ == "prep" and preposition.lower_ == "with":
            for had in objects_of(preposition):
                if type_of_noun(had.lemma_.lower()) == PERSON:
                    continue
                for inner, target in (*_related(reading, had), *_counted(reading, had)):
                    words = (had.lemma_.lower(), inner.lower_)
                    phrase = words_between(reading.doc, [had, inner])
                    for one in subjects:
                        if inner.dep_ == "prep" and is_known(one.type, words, target.type):
                            yield Statement(one, words, target, phrase)


def _counted(reading: Reading, noun: "Token") -> Iterator[tuple["Token", Thing]]:
    """The numbers behind the noun: "with a population of 8,532"."""
    for preposition in noun.children:
        for target in objects_of(preposition) if preposition.lower_ == "of" else []:
            yield from ((preposition, thing) for thing in reading.things(target) if thing.kind == "quantity")


def noun_words(noun: "Token") -> tuple[str, ...]:
    """The noun in the singular with the word that makes it another one: "prime minister", "county seat"."""
    before = noun.nbor(-1) if noun.i > noun.doc[0].i else None
    is_part = before is not None and before.head == noun and not any(before.children)
    if before is not None and is_part and _makes_another(before):
        return (before.lower_, noun.lemma_.lower())
    return (noun.lemma_.lower(),)


def _makes_another(word: "Token") -> bool:
    return word.lower_ in _PART_OF_NOUN or (word.tag_ == "NN" and word.dep_ == "compound" and word.is_lower)


def appositions(reading: Reading, *, headline: bool) -> Iterator[Statement]:
    """Statements of all appositions and of titles before persons; in a `headline`, which has no verb, no apposition."""
    for token in reading.doc:
        if token.dep_ == "appos":
            yield from () if headline else _apposition(reading, token)
        nominal = reading.nominals.of(token) if token.pos_ == "PROPN" else None
        if nominal is not None and nominal.root == token.i and nominal.type == PERSON:
            yield from _titles(reading, token, as_thing(nominal), nominal.first)


def _related(reading: Reading, noun: "Token") -> Iterator[tuple["Token", Thing]]:
    """Names (and what pronouns stand for) tied to the noun by a preposition or as its possessor."""
    for child in noun.children:
        if child.dep_ == "poss":
            owner = reading.thing(child)
            if owner is not None and owner.kind == "name":
                yield child, owner
    for preposition in _prepositions(noun):
        if preposition.lower_ not in _OPEN_PREPOSITIONS:
            for target in objects_of(preposition):
                nominal = reading.nominals.of(target)
                if nominal is None or nominal.first > preposition.i:
                    yield from (
                        (preposition, thing) for thing in reading.things(target) if thing.kind == "name"
                    )
    if family(type_of_noun(noun.text) or "") == WORK:
        yield from _credited(reading, noun)


def _prepositions(noun: "Token") -> list["Token"]:
    """Those behind the noun; "the founder and president of X" share theirs."""
    own = [child for child in noun.children if child.dep_ == "prep"]
    last = [child for child in noun.children if child.dep_ == "conj" and child.pos_ == "NOUN"]
    if own or len(last) != 1 or any(child.dep_ in {"det", "poss"} for child in last[0].children):
        return own
    return [child for child in _prepositions(last[0]) if child.lower_ == "of"]


def _credited(reading: Reading, work: "Token") -> Iterator[tuple["Token", Thing]]:
    """Whom a work is by, where other words stand between: "a sonata for violin and piano by X"."""
    for child in work.subtree:
        between = reading.doc[work.i + 1 : child.i]
        if (
            child.lower_ == "by"
            and child.dep_ == "prep"
            and child.head.i > work.i
            and not any(word.pos_ in {"VERB", "AUX"} for word in between)
        ):
            for target in objects_of(child):
                yield from ((child, thing) for thing in reading.things(target) if thing.kind == "name")


def _is_relational(noun: "Token") -> bool:
    """Whether the noun says little without what it is of: the capital, his wife; an office says something."""
    word = noun.lemma_.lower()
    of_something = any(child.lower_ == "of" for child in _prepositions(noun))
    if of_something and meaning(PERSON, (word, "of"), UNKNOWN_NAME) in _TIES:
        return True
    kind = type_of_noun(word)
    if kind is not None and family(kind) == WORK:
        return False
    if kind == PERSON and meaning(PERSON, (word, "of"), PERSON) not in KIN:
        return False
    definite = any(child.lower_ == "the" for child in noun.children if child.dep_ == "det")
    return (definite and of_something) or any(child.dep_ == "poss" for child in noun.children)


def _apposition(reading: Reading, token: "Token") -> Iterator[Statement]:
    head, own = reading.nominals.of(token.head), reading.nominals.of(token)
    if head is None or own is None or is_denied(token) or reading.doc[token.left_edge.i - 1].lower_ == "not":
        return
    if head.kind == "name" and own.kind == "concept" and _describes(token):
        yield from _describe_all(reading, as_thing(head), token)
    elif head.kind == "concept" and own.kind == "name" and token.head.tag_ != "NNS":
        yield from describe(reading, [as_thing(own)], token.head)
    elif head.kind == "concept" and own.type == PERSON and _is_kin(token.head):
        row = named_in_row(reading, token.head)
        yield from describe(reading, [as_thing(one) for one in row if one.type == PERSON], token.head)


def _is_kin(noun: "Token") -> bool:
    return meaning(PERSON, (noun.lemma_.lower(), "of"), PERSON) in KIN


def _describe_all(reading: Reading, subject: Thing, noun: "Token") -> Iterator[Statement]:
    for one in kinds(noun):
        yield from describe(reading, [subject], partitive_target(one))


def _describes(noun: "Token") -> bool:
    """Whether the noun behind a name says what that is: "the founder", "founder of Microsoft"."""
    return any(child.dep_ in {"det", "poss"} or child.lower_ == "of" for child in noun.children)


def _titles(reading: Reading, name: "Token", person: Thing, first: int) -> Iterator[Statement]:
    """What is right before a person's name: "film director Jane Doe", "Prime Minister Jane Doe"."""
    office = first
    before = [token.text for token in reading.doc[max(0, first - 3) : first]]
    if len(before) == _OF_OFFICE and before[0] in ROLES and before[1] == "of":
        office = first - _OF_OFFICE
    while office > 0 and reading.doc[office - 1].text in ROLES and reading.doc[office - 1].head.i >= office:
        office -= 1
    if office < first:
        text = reading.doc[office:first].text
        yield Statement(person, ("is", "a"), Thing(text, CONCEPT, "concept"), text)
    for child in name.lefts:
        if child.tag_ == "NN" and child.dep_ == "compound" and child.i < first and child.text.islower():
            nominal = reading.nominals.of(child)
            if nominal is not None and nominal.last == first - 1:
                yield Statement(person, ("is", "a"), as_thing(nominal), nominal.text)
                yield from _citizenship(person, child)
                yield from _citizenship(person, name)
