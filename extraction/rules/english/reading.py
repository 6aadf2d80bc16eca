"""One parsed sentence with what its nouns, pronouns and appositions refer to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extraction.lexicon.english_words import COPIES, COPULAS, KINDS_OF_NAMED, PARTS
from extraction.lexicon.noun_types import family
from extraction.rules.english.factuality import is_denied, is_meant
from extraction.rules.english.labels import Kind
from extraction.rules.english.nominals import Nominal, Nominals
from kg.text.name_key import name_key
from schemas.qualifier import Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_DEPTH = 6
_NOT_WHO = frozenset({"Place", "Date", "Work", "Event", "Concept", "Organization", "Award"})
_DEFINITE = frozenset({"the", "this"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What a noun phrase refers to: its name in the text, its type, and whether it is a name at all."""

    text: str
    type: str
    kind: Kind


class Statement(NamedTuple):
    """Head, relation in dictionary forms ("work", "at"), tail, and the words of the text that state it.

    `acts` says that the head does what a verb says that others also undergo: "X printed in London".
    """

    head: Thing
    relation: tuple[str, ...]
    tail: Thing
    phrase: str
    qualifiers: tuple[Qualifier, ...] = ()
    acts: bool = False


Resolve = Callable[["Token"], Thing | None]
"""What a pronoun or a definite noun ("the film") refers to, None where that is not sure."""


class Reading:
    """A sentence's tokens and their referents.

    `asides` are the readings of its brackets; of these, `owner` is the name that the bracket stands behind.
    """

    def __init__(
        self, doc: "Doc", nominals: Nominals, resolve: Resolve, *, owner: Thing | None = None
    ) -> None:
        self.doc = doc
        self.nominals = nominals
        self.owner = owner
        self.asides: list[Reading] = []
        self._resolve = resolve
        self._resolved: dict[int, Thing | None] = {}

    def things(self, token: "Token") -> Iterator[Thing]:
        """What `token` and the nouns coordinated with it refer to, without those that are denied or left open."""
        row = [token, *coordinated(token)]
        if len(row) > 1 and self._is_address(row):
            row = row[:1]
        for one in row:
            examples = [thing for example in examples_of(one) for thing in self.things(example)]
            if examples:
                yield from examples
            elif is_meant(one) and (thing := self.thing(one)):
                yield thing

    def _is_address(self, row: "list[Token]") -> bool:
        """Whether the commas of "Ptuj, Slovenia" lead from place to larger place: a row would have "and"."""
        if any(child.dep_ == "cc" for one in row for child in one.children):
            return False
        nominals = map(self.nominals.of, row)
        return all(nominal is not None and family(nominal.type) == "Place" for nominal in nominals)

    def thing(self, token: "Token", *, depth: int = 0) -> Thing | None:
        """What the phrase headed by `token` refers to; for "the mathematician Alan Turing" that is the name."""
        if depth > _MAX_DEPTH:
            return None
        if token.tag_ in {"WDT", "WP"}:
            return self._relative(token, depth)
        return self._by_context(token) if token.pos_ == "PRON" else self._noun_thing(token)

    def _noun_thing(self, token: "Token") -> Thing | None:
        nominal = self.nominals.of(token)
        if nominal is None or nominal.kind == "concept":
            if whole := self._whole_of(token):
                return as_thing(whole)
            if token.lemma_ in COPIES and (owner := self._owner(token)):
                return owner
        if nominal is None or nominal.kind == "concept":
            if name := self.apposed_name(token):
                return as_thing(name)
            definite = any(child.lower_ in _DEFINITE for child in token.children if child.dep_ == "det")
            if definite and (known := self._by_context(token)):
                return known
        return as_thing(nominal) if nominal is not None else None

    def _whole_of(self, noun: "Token") -> Nominal | None:
        """What "the first version of X" and "the coast of X" are a version and a part of, where that is named."""
        if name := self._name_before(noun):
            return name
        if noun.lemma_ not in PARTS:
            return None
        targets = [
            target
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ == "of"
            for target in child.children
            if target.dep_ == "pobj" and not any(each.dep_ == "cc" for each in target.children)
        ]
        targets = targets or [
            child for child in noun.children if child.dep_ == "poss" and child.pos_ == "PROPN"
        ]
        whole = self.nominals.of(targets[0]) if len(targets) == 1 else None
        return whole if whole is not None and whole.kind == "name" else None

    def _owner(self, noun: "Token") -> Thing | None:
        """What "its" in "its first issue" refers to."""
        owners = (self._by_context(child) for child in noun.children if child.tag_ == "PRP$")
        return next(filter(None, owners), None)

    def _name_before(self, noun: "Token") -> Nominal | None:
        """The name in "the Alfred Dunhill company", which says only of what kind that is."""
        before = noun.nbor(-1) if noun.i > 0 else None
        if (
            noun.lemma_ not in KINDS_OF_NAMED
            or before is None
            or before.head != noun
            or before.dep_ != "compound"
        ):
            return None
        nominal = self.nominals.of(before)
        alone = nominal is not None and nominal.kind == "name" and nominal.last == before.i
        first = nominal.first if nominal is not None else 0
        return nominal if alone and first > 0 and noun.doc[first - 1].lower_ == "the" else None

    def antecedent(self, noun: "Token", *, depth: int = 0) -> Thing | None:
        """What a clause behind `noun` is about: in "X is a garden located in Y" that is X, not a garden."""
        if depth > _MAX_DEPTH:
            return None
        if noun.dep_ == "attr" and noun.head.lemma_ in COPULAS:
            for child in noun.head.children:
                if child.dep_ == "nsubj":
                    return self.thing(child, depth=depth + 1)
        if noun.dep_ == "appos":
            nominal = self.nominals.of(noun)
            if nominal is None or nominal.kind == "concept":
                return self.thing(noun.head, depth=depth + 1)
        return self.thing(noun, depth=depth + 1)

    def apposed_name(self, noun: "Token") -> Nominal | None:
        """The name in apposition to a common noun ("the mathematician Alan Turing")."""
        for child in noun.children:
            nominal = self.nominals.of(child) if child.dep_ == "appos" else None
            if nominal is not None and nominal.kind == "name":
                # "The team of X, Y and Z": the parser takes Y for the team.
                return None if any(each.dep_ == "conj" for each in child.children) else nominal
        return None

    def _relative(self, pronoun: "Token", depth: int) -> Thing | None:
        """What "who" or "which" refers to; in "a judoka from Canada, who won" that is not Canada."""
        noun = _antecedent(pronoun)
        thing = self.antecedent(noun, depth=depth + 1) if noun is not None else None
        if noun is not None and noun.pos_ == "PROPN" and pronoun.lower_ == "that":
            return self.antecedent(outer_noun(noun), depth=depth + 1)
        if noun is None or thing is None or pronoun.lower_ != "who" or family(thing.type) not in _NOT_WHO:
            return thing
        return self.antecedent(outer_noun(noun), depth=depth + 1)

    def resolved(self) -> list[Thing]:
        """What the sentence's pronouns were found to refer to."""
        return [thing for thing in self._resolved.values() if thing is not None]

    def _by_context(self, token: "Token") -> Thing | None:
        if token.i not in self._resolved:
            self._resolved[token.i] = self._resolve(token)
        return self._resolved[token.i]


def as_thing(nominal: Nominal) -> Thing:
    """The nominal without its place."""
    return Thing(nominal.text, nominal.type, nominal.kind)


def same_name(first: str, second: str) -> bool:
    """Whether one name is the other, or its last or first part ("Turing" and "Alan Turing")."""
    short, long = sorted((name_key(first).split(), name_key(second).split()), key=len)
    return bool(short) and short in (long[: len(short)], long[-len(short) :])


def coordinated(token: "Token") -> Iterator["Token"]:
    """Words joined to `token` by commas and "and", or by "but" to a denied one; else "or" and "but" leave it open."""
    joins = {child.lower_ for child in token.children if child.dep_ == "cc"}
    if joins & {"or", "nor"} or ("but" in joins and not is_denied(token)):
        return
    for child in token.children:
        if child.dep_ == "conj" or _is_next_in_row(token, child):
            yield child
            yield from coordinated(child)


def examples_of(noun: "Token") -> list["Token"]:
    """The names behind "artists such as" and "artists including"."""
    if noun.tag_ != "NNS":
        return []
    return [
        target
        for child in noun.children
        if child.dep_ == "prep"
        and (
            child.lower_ == "including"
            or (child.lower_ == "as" and child.i and child.nbor(-1).lower_ == "such")
        )
        for target in child.children
        if target.dep_ in {"pobj", "pcomp"} and target.pos_ == "PROPN"
    ]


def _is_next_in_row(token: "Token", child: "Token") -> bool:
    """Whether the parser took the second of several names for another name of the first: "of X, Y, and Z"."""
    names = child.dep_ == "appos" and child.pos_ == token.pos_ == "PROPN"
    return names and any(each.dep_ == "conj" or _is_next_in_row(child, each) for each in child.children)


def outer_noun(noun: "Token") -> "Token":
    """The subject or predicate noun that `noun` belongs to by prepositions; itself when it belongs to none."""
    for ancestor in noun.ancestors:
        if ancestor.dep_ in {"attr", "nsubj", "nsubjpass"}:
            return ancestor
        if ancestor.pos_ in {"VERB", "AUX"} and ancestor.dep_ not in {"pcomp", "acl"}:
            break
    return noun


def words_between(doc: "Doc", tokens: list["Token"]) -> str:
    """The text from the first to the last of the tokens."""
    places = [token.i for token in tokens]
    return str(doc[min(places) : max(places) + 1].text)


def _antecedent(pronoun: "Token") -> "Token | None":
    """The noun that the relative clause around `pronoun` hangs on."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
        if ancestor.pos_ not in {"VERB", "AUX", "ADP"}:
            return None
    return None
