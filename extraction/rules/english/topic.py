"""What a document is about, as far as its title and a stretch of its text tell."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.labels import PERSON, UNKNOWN_NAME, WORK
from extraction.rules.english.nominals import Nominal, Nominals
from extraction.rules.english.own_words import may_be_person, type_of_name
from extraction.rules.english.pipeline import parse
from extraction.rules.english.reading import Thing, as_thing, same_name
from kg.text.name_key import name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Gender = Literal["he", "she"]
HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})

_QUALIFIER = re.compile(r"\s*\(([^()]*)\)\s*$")
_DESCRIBED = re.compile(r", (?:a|an|the) ")
_FILE = re.compile(r"\.\w{2,5}$")
_OF_SOMETHING = re.compile(r" (?:of|in|for|at|on|by) |^List\b|, ")
_OF_WORKS = frozenset({"story", "screenplay", "script", "plot", "storyline"})
_OF_CLAUSES = frozenset({"nsubj", "nsubjpass", "aux", "advmod", "dobj", "prt", "neg", "acomp"})
_INTRODUCTION = 3
_SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """The thing, the pronoun it goes by if the text tells, the nouns it is called ("film"), and whether it is several ("a band")."""

    thing: Thing
    gender: Gender | None
    nouns: frozenset[str]
    plural: bool


def without_bracket(title: str) -> str:
    """The title without the bracket at its end: "Titanic (1997 film)" gives "Titanic"."""
    return _QUALIFIER.sub("", title).strip()


def bracket_of(title: str) -> str:
    """What the bracket at the title's end says: "1997 film" of "Titanic (1997 film)"; empty when there is none."""
    match = _QUALIFIER.search(title)
    return match[1] if match else ""


def name_in_title(title: str, docs: Sequence["Doc"]) -> str | None:
    """The name that the title gives: the title without a bracket, where a sentence with a verb uses it.

    "Titanic (1997 film)" gives "Titanic", "Ptuj, Slovenia" gives "Ptuj" where the text has no more; a headline such as
    "How printing began" gives nothing.
    """
    whole = without_bracket(title)
    for name in dict.fromkeys((whole, whole.partition(", ")[0])):
        used = any(
            _has(doc.text, name) and any(token.pos_ in {"VERB", "AUX"} for token in doc) for doc in docs
        )
        if name and used and not _DESCRIBED.search(whole):
            return name
    return _in_full(whole, docs[:_INTRODUCTION])


def _in_full(title: str, docs: Sequence["Doc"]) -> str | None:
    """The whole name of whom the title calls by the first and the last one: "William Forrest Winter" of "William Winter"."""
    first, _, last = title.rpartition(" ")
    if not may_be_person(title.split()) or " " in first or type_of_name(title) not in {None, PERSON}:
        return None
    between = r"(?: (?:[A-Z][\w.'’-]*|[\"“][A-Z][\w.'’-]*[\"”]|de|von|van)){1,3} "
    found = (re.search(rf"\b{re.escape(first)}{between}{re.escape(last)}\b", doc.text) for doc in docs)
    return next((match[0] for match in found if match), None)


def _has(text: str, name: str) -> bool:
    """Whether the text has the name; that of several words also where it is written with other capitals."""
    return name in text or (" " in name and name.lower() in text.lower())


def is_taken_apart(doc: "Doc", title: str) -> bool:
    """Whether the sentence holds the title, of several words or parts, and the parser did not see a name in it."""
    start = doc.text.lower().find(title.lower()) if " " in title else doc.text.find(title)
    span = doc.char_span(start, start + len(title)) if start >= 0 else None
    if span is None or len(span) < 2:
        return False
    tied_outside = sum(
        token.head.i not in range(span.start, span.end) and not token.is_punct for token in span
    )
    is_clause = any(
        token.dep_ in _OF_CLAUSES and token.head in span and token.head != token for token in span
    )
    return (
        span.root.pos_ not in {"PROPN", "NOUN"}
        or span.root.dep_ in {"csubj", "advmod"}
        or is_clause
        or tied_outside > 1
    )


def find_topic(
    title: str, docs: Sequence["Doc"], nominals: Sequence[Nominals], *, opening: bool
) -> Topic | None:
    """The document's subject: what its title names, else the subject of the first sentence when `opening`.

    `opening` says that the sentences begin the document. None when neither names anything.
    """
    thing = _titled(title, nominals)
    if thing is None and opening and docs:
        thing = _first_subject(docs, nominals)
    if thing is None:
        thing = _titled_person(title) or _titled_kind(title) or _meant_by_title(title, docs)
    if thing is None:
        return None
    nouns, plural = _called(thing, docs[:_INTRODUCTION], nominals)
    gender = _gender(docs) if thing.type in {PERSON, UNKNOWN_NAME} else None
    return Topic(thing, gender, nouns, plural)


def _titled(title: str, nominals: Sequence[Nominals]) -> Thing | None:
    """The title's name as the text writes it, with the type it has there most often."""
    key = name_key(title)
    named = [name for each in nominals for name in each.names() if name.key == key]
    if not named:
        return None
    typed = Counter(name.type for name in named if name.type != UNKNOWN_NAME)
    type_name = min(typed, key=lambda name: (-typed[name], name)) if typed else UNKNOWN_NAME
    return Thing(named[0].text, type_name, "name")


def _first_subject(docs: Sequence["Doc"], nominals: Sequence[Nominals]) -> Thing | None:
    for doc, known in zip(docs[:2], nominals, strict=False):
        for token in doc:
            if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT":
                nominal = known.of(token)
                return as_thing(nominal) if nominal is not None and nominal.kind == "name" else None
    return None


@lru_cache(maxsize=1024)
def _titled_person(title: str) -> Thing | None:
    """The title if it is a person's name and nothing else, so that "he" in a later chunk has a referent."""
    if _FILE.search(title) or not title:
        return None
    doc = next(parse([title]))
    person = next((entity for entity in doc.ents if entity.label_ == "PERSON"), None)
    whole = person is not None and len(person) == len(doc) and len(doc) > 1
    return Thing(title, PERSON, "name") if whole else None


def _titled_kind(title: str) -> Thing | None:
    """The title if its own words tell what it names ("Tikhaya Sosna River"), so that "the river" has a referent."""
    type_name = None if _FILE.search(title) else type_of_name(title)
    is_name = type_name is not None and all(
        word[0].isupper() for word in title.split() if len(word) > _SHORT_WORD
    )
    return Thing(title, type_name or UNKNOWN_NAME, "name") if is_name else None


def _meant_by_title(title: str, docs: Sequence["Doc"]) -> Thing | None:
    """The title, where the text begins with "The film" or "He" and names nothing that this could be."""
    name, words = without_bracket(title), without_bracket(title).split()
    is_name = bool(words) and all(word[0].isupper() or len(word) <= _SHORT_WORD for word in words)
    subject = (
        next(
            (
                token
                for token in docs[0]
                if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"
            ),
            None,
        )
        if docs
        else None
    )
    if subject is None or not is_name or _FILE.search(title) or _OF_SOMETHING.search(name):
        return None
    if subject.lower_ in HE | SHE and may_be_person(words):
        return Thing(name, PERSON, "name")
    definite = any(child.lower_ == "the" for child in subject.children)
    before = (token for token in docs[0][: subject.i] if token.pos_ == "PROPN")
    type_name = (
        type_of_noun(subject.lower_) if definite and subject.tag_ == "NN" and not any(before) else None
    )
    if subject.lower_ in _OF_WORKS and definite:
        type_name = WORK
    bare = not any(child.dep_ in {"prep", "acl", "relcl", "amod", "compound"} for child in subject.children)
    return Thing(name, type_name, "name") if type_name not in {None, PERSON} and bare and type_name else None


def _called(thing: Thing, docs: Sequence["Doc"], nominals: Sequence[Nominals]) -> tuple[frozenset[str], bool]:
    last = thing.text.split()[-1].lower()
    if docs and not any(name.text == thing.text for known in nominals for name in known.names()):
        # The first sentence's "The film" is what the title names.
        nouns = {last, *(token.lower_ for token in docs[0] if token.dep_ in {"nsubj", "nsubjpass"})}
        return frozenset(nouns) - HE - SHE, False
    nouns = {last} if thing.type != PERSON or type_of_name(thing.text) not in {None, PERSON} else set[str]()
    plural = False
    for doc, known in zip(docs, nominals, strict=False):
        for token in doc:
            if token.dep_ == "attr" and token.head.lemma_ == "be" and _is_about(thing, token.head, known):
                nouns |= {token.lemma_.lower()} | {
                    c.lemma_.lower() for c in token.children if c.dep_ == "conj"
                }
                plural = plural or token.head.lower_ in {"are", "were"}
    return frozenset(nouns), plural


def _is_about(thing: Thing, verb: "Token", nominals: Nominals) -> bool:
    subjects = (nominals.of(child) for child in verb.children if child.dep_ == "nsubj")
    return any(isinstance(subject, Nominal) and same_name(subject.text, thing.text) for subject in subjects)


def _gender(docs: Sequence["Doc"]) -> Gender | None:
    """The first personal pronoun in the text decides; None where there is none."""
    for doc in docs:
        for token in doc:
            if token.lower_ in HE:
                return "he"
            if token.lower_ in SHE:
                return "she"
    return None
