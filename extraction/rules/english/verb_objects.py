"""What a clause's verb acts on, and the words that its relations begin with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import APPOINTING, GIVING, LIGHT_VERBS, LOOSE_PREPOSITIONS
from extraction.rules.english.clauses import Clause
from extraction.rules.english.descriptions import describe
from extraction.rules.english.labels import PERSON
from extraction.rules.english.noun_rows import named_in_row, objects_of
from extraction.rules.english.reading import Reading, Statement, Thing, as_thing, words_between
from extraction.rules.english.relation_words import KIN, is_known, meaning

if TYPE_CHECKING:
    from spacy.tokens import Token


_PARTS_PLAYED = frozenset({"role", "part", "portrayal", "performance", "appearance"})
_MADE_AFTER = frozenset({("base", "on"), ("base", "upon"), ("adapt", "from"), ("inspire", "by")})


@dataclass(frozen=True, slots=True)
class Acted:
    """The words of the verb, the names that it acts on, and the common noun that it acts on."""

    words: tuple[str, ...]
    names: list[Thing]
    noun: "Token | None"


def acted_on(reading: Reading, clause: Clause, complements: list["Token"]) -> Acted:
    """The verb of the clause with its objects."""
    objects = [child for child in complements if child.dep_ == "dobj"]
    names = [thing for child in objects for thing in reading.things(child) if thing.kind == "name"]
    noun = next((child for child in objects if child.pos_ == "NOUN"), None)
    return Acted(verb_words(clause.verb), names, noun if not names else None)


def verb_words(verb: "Token") -> tuple[str, ...]:
    """The verb's dictionary form with its particle; "be" has none, so that "is in" and "in" are one relation."""
    if verb.lemma_ == "be":
        return ()
    lemma = "born" if verb.lower_ == "born" else verb.lemma_.lower()
    return (lemma, *(child.lower_ for child in verb.children if child.dep_ == "prt"))


def object_statements(
    reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """What the verb's object is to the subjects, and what a common noun leads on to."""
    verb = clause.verb
    if verb.lemma_ in APPOINTING:
        if clause.passive and noun.dep_ == "oprd":
            yield from in_role(reading, clause.subjects, noun)
        elif not clause.passive and noun.dep_ == "dobj":
            # Who appoints others holds none of their offices.
            return
    if words == ("born",):
        words = ("born", "as")
    for thing in reading.things(noun):
        for subject in clause.subjects:
            if clause.passive and verb.lemma_ in GIVING:
                yield Statement(thing, (*words, "to"), subject, str(verb.text))
            elif thing.kind == "name" or is_known(subject.type, words, thing.type):
                yield Statement(subject, words, thing, words_between(reading.doc, [verb]))
    yield from through_noun(reading, clause, noun, words)
    if verb.lemma_ == "have":
        yield from _kin(reading, clause, noun)
    if verb.lemma_ == "include":
        yield from _members(reading, verb, noun)


def in_role(reading: Reading, subjects: list[Thing], noun: "Token") -> Iterator[Statement]:
    """What "served as mayor of Y" and "was elected mayor of Y" say beside the role: (X, mayor of, Y)."""
    nominal = reading.nominals.of(noun)
    if nominal is None or nominal.kind == "concept":
        for statement in describe(reading, subjects, noun):
            if statement.relation != ("is", "a"):
                yield statement


def _kin(reading: Reading, clause: Clause, noun: "Token") -> Iterator[Statement]:
    """Whose kin those are whom "he had two sons, X and Y" names."""
    relation = (noun.lemma_.lower(), "of")
    for one in named_in_row(reading, noun):
        for subject in clause.subjects:
            if subject.type == PERSON and meaning(PERSON, relation, PERSON) in KIN:
                yield Statement(as_thing(one), relation, subject, noun.text)


def _members(reading: Reading, verb: "Token", noun: "Token") -> Iterator[Statement]:
    """What "its members include X and Y" says of these."""
    names = [thing for thing in reading.things(noun) if thing.kind == "name"]
    for subject in verb.children:
        if subject.dep_ == "nsubj" and subject.pos_ == "NOUN":
            for statement in describe(reading, names, subject):
                if statement.tail.kind == "name" and is_known(
                    statement.head.type, statement.relation, statement.tail.type
                ):
                    yield statement


def through_noun(
    reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """What a common noun leads on to, where the words are known: "took part in Y", "represented her country at Y"."""
    nominal = reading.nominals.of(noun)
    if noun.pos_ != "NOUN" or (nominal is not None and nominal.kind != "concept"):
        return
    for preposition in _behind(noun):
        if preposition.lower_ in LOOSE_PREPOSITIONS:
            continue
        credit = (noun.lemma_.lower(), preposition.lower_)
        phrase = words_between(reading.doc, [clause.verb, preposition])
        for target in objects_of(preposition):
            for thing in reading.things(target):
                for subject in clause.subjects:
                    if relation := _through(subject, words, credit, thing):
                        yield Statement(subject, relation, thing, phrase)


def _behind(noun: "Token") -> Iterator["Token"]:
    """The prepositions behind the noun; behind a part also those of what is played: "her role as Ann in Y"."""
    for preposition in noun.children:
        if preposition.dep_ == "prep":
            yield preposition
            if noun.lemma_ in _PARTS_PLAYED and preposition.lower_ in {"as", "of"}:
                yield from (
                    inner
                    for played in objects_of(preposition)
                    for inner in played.children
                    if inner.dep_ == "prep" and inner.lower_ == "in"
                )


def _through(
    subject: Thing, words: tuple[str, ...], credit: tuple[str, ...], thing: Thing
) -> tuple[str, ...] | None:
    """The relation of the verb's words with the noun and preposition, with the preposition, or of the noun alone."""
    if is_known(subject.type, (*words, *credit), thing.type):
        return (*words, *credit)
    if words in _MADE_AFTER:
        # "Based on a novel by X" is no novel by X.
        return words if credit[-1] == "by" and is_known(subject.type, words, thing.type) else None
    alone = _is_credit(credit) or (words[0] in LIGHT_VERBS and len(words) == 1)
    if alone and is_known(subject.type, credit, thing.type):
        return credit
    skipped = (words[0], credit[-1])
    if (
        len(words) > 1
        and credit[-1] not in {"of", "as"}
        and thing.kind == "name"
        and is_known(subject.type, skipped, thing.type)
    ):
        # "Graduated with honors from X"
        return skipped
    return None


def _is_credit(words: tuple[str, ...]) -> bool:
    """Whether the words say alone who did what: "with music by", "for his role in"."""
    return words[-1] == "by" or (words[0] in _PARTS_PLAYED and words[-1] == "in")
