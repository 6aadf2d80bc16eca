"""English sentences read clause by clause, by their dependencies."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.english_parser import english_pipeline
from kg.text.name_key import fold_accents
from kg.text.word_lists import words
from retrieval.proof.english_scope import amounts_of, gives_reason, is_denied, is_doubtful, is_negated
from retrieval.proof.measures import located_measures
from retrieval.proof.reading import Argument, Clause, Kind, Reading, Role, Word
from retrieval.question.name_spans import capitalised_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X", "INTJ"})
_EMPTY = words(
    "be have do also then there here very just only still already even however thus so more most less least well not "
    "never no n't any some all every each both another such other same own one"
)
_RELATIVE = frozenset({"who", "which", "that", "there", "what"})
_POINTING = frozenset({"this", "that", "these", "those"})
_AMOUNTS = words(
    "half most some many all none part majority percent % few several both each one number quarter third rest"
)
_NESTED = frozenset({"relcl", "acl", "advcl", "appos", "ccomp", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_COPULAS = frozenset({"be", "become", "remain", "stay"})
_FACES = {"name": "Avalon", "date": "1926"}


def read_english(sentences: Sequence[str]) -> list[Reading]:
    """One reading for each sentence.

    Raises:
        ConfigError: the parser is not installed.
    """
    docs = english_pipeline().pipe([_prepared(" ".join(sentence.split())) for sentence in sentences])
    return [_Sentence(doc).reading() for doc in docs]


def _prepared(sentence: str) -> "Doc":
    """The sentence in which each name of several words, and each date, is one word that looks like one."""
    doc = english_pipeline().make_doc(sentence)
    dates = [(one.start, one.end) for one in located_measures(sentence) if one.word.kind is Kind.DATE]
    names = _names(sentence)
    spans = [(doc.char_span(*span), "date") for span in dates] + [
        (doc.char_span(*span), "name") for span in names
    ]
    with doc.retokenize() as retokenizer:
        for span, face in spans:
            if span is not None and len(span) > 1:
                _look_like(_FACES[face], span)
                retokenizer.merge(span)
    return doc


def _names(sentence: str) -> list[tuple[int, int]]:
    """Where the names stand; a date beside one is no part of it."""
    for one in located_measures(sentence):
        if one.word.kind is Kind.DATE:
            sentence = f"{sentence[: one.start]}{'-' * (one.end - one.start)}{sentence[one.end :]}"
    return capitalised_spans(sentence)


def _look_like(face: str, span: "Span") -> None:
    word = span.vocab[span.text]
    like = span.vocab[face]
    word.norm_, word.shape_ = like.norm_, like.shape_
    word.prefix_, word.suffix_ = like.prefix_, like.suffix_


def _gapped_objects(verb: "Token") -> Iterator["Token"]:
    """Further objects of which the clause is said again: "300 people in 1910 and 45 in 1930", "a port but no station"."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}:
            yield child
        elif child.dep_ in _OBJECTS:
            yield from (one for one in child.conjuncts if is_denied(one) and not is_denied(child))


def _counted(token: "Token") -> "Token":
    """The noun of "most of the houses"."""
    if token.lemma_.lower() not in _AMOUNTS:
        return token
    inside = (inner for child in token.children if child.lower_ == "of" for inner in child.children)
    return next((inner for inner in inside if inner.dep_ == "pobj"), token)


class _Sentence:
    def __init__(self, doc: "Doc") -> None:
        self._doc = doc
        self._measures = located_measures(doc.text)
        self._names = _names(doc.text)

    def reading(self) -> Reading:
        clauses = [clause for token in self._doc for clause in self._clauses_at(token)]
        found = [word for token in self._doc if (word := self._word(token))]
        main = next(
            (
                one
                for clause in clauses
                for one in clause.arguments
                if one.role is Role.SUBJECT or (one.role is Role.OBJECT and not one.marker)
            ),
            None,
        )
        return Reading(
            text=self._doc.text,
            clauses=tuple(clauses),
            words=tuple(dict.fromkeys(found)),
            gives_reason=gives_reason(self._doc),
            subject=main.heads if main else tuple(word for word in found if word.kind is Kind.NAME)[:1],
        )

    def _clauses_at(self, token: "Token") -> Iterator[Clause]:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            said = list(self._verbal(token))
            yield from said
            yield from (self._gapped(said[0], noun) for noun in _gapped_objects(token))
        elif token.dep_ == "ROOT":
            yield self._fragment(token)
        for child in token.children:
            if (child.dep_ == "appos" and child.pos_ == "NOUN") or (
                child.dep_ in {"compound", "nmod"} and child.pos_ == "NOUN" and token.pos_ == "PROPN"
            ):
                yield self._nominal(child, token)

    # Clauses

    def _verbal(self, verb: "Token") -> Iterator[Clause]:
        """The clause of the verb; of a copula one for each of what it says in a row."""
        arguments = list(self._arguments(verb))
        complement = next((child for child in verb.children if child.dep_ in {"attr", "acomp", "oprd"}), None)
        if verb.lemma_ in _COPULAS and complement is not None:
            for one in (complement, *(each for each in complement.conjuncts if each.pos_ == complement.pos_)):
                predicate, said = self._copular(complement, _counted(one), arguments)
                denied = is_negated(verb) != (one is not complement and is_denied(one))
                yield self._clause(verb, predicate, said, denied=denied, named=one)
            return
        if complement is not None:
            arguments.append(self._argument(complement, Role.OBJECT))
        yield self._clause(verb, self._predicate(verb), arguments, denied=is_negated(verb))

    def _clause(
        self,
        verb: "Token",
        predicate: tuple[Word, ...],
        arguments: Sequence[Argument],
        *,
        denied: bool,
        named: "Token | None" = None,
    ) -> Clause:
        return Clause(
            predicate=predicate,
            arguments=tuple(one for one in arguments if one.words),
            is_denied=denied,
            is_doubtful=is_doubtful(verb),
            is_nominal=named is not None,
            amounts=amounts_of(verb) | (amounts_of(named) if named is not None else frozenset()),
            extras=() if named is not None else tuple(self._adverbs(verb)),
        )

    def _gapped(self, clause: Clause, noun: "Token") -> Clause:
        """The clause said again of another object: "employed 300 people in 1910 and 45 in 1930"."""
        kept = [one for one in clause.arguments if one.role is Role.SUBJECT]
        arguments = (*kept, self._argument(noun, Role.OBJECT))
        return replace(clause, arguments=arguments, extras=(), is_denied=clause.is_denied or is_denied(noun))

    def _predicate(self, verb: "Token") -> tuple[Word, ...]:
        particles = [child.lemma_.lower() for child in verb.children if child.dep_ == "prt"]
        return (Word(" ".join([verb.lemma_.lower(), *particles])),)

    def _copular(
        self, first: "Token", complement: "Token", arguments: list[Argument]
    ) -> tuple[tuple[Word, ...], list[Argument]]:
        """What the complement says of the subject: "X is the head of Y", and turned "The head of Y is X"."""
        subject = next((one for one in arguments if one.role is Role.SUBJECT), None)
        others = [one for one in arguments if one is not subject]
        said = self._argument(complement, Role.SUBJECT)
        tokens = [child for child in first.head.children if child.dep_ in _SUBJECTS]
        turned = (
            tokens
            and subject is not None
            and said.heads
            and said.heads[0].kind in {Kind.NAME, Kind.NUMBER, Kind.DATE}
            and subject.heads
            and subject.heads[0].kind is Kind.WORD
        )
        if turned:
            named, others = tokens[0], [said, *others]
        else:
            named, others = complement, [*([subject] if subject else []), *others]
        word = self._word(named)
        rest = [one for child in named.children for one in self._of_noun(child)]
        return (word,) if word else (), [*others, *rest]

    def _nominal(self, noun: "Token", bearer: "Token") -> Clause:
        """What a noun beside a name says: "the judge Paul Linton", "Orsino Pell, the son of a baker"."""
        word = self._word(noun)
        of = [one for child in noun.children for one in self._of_noun(child)]
        return Clause(
            predicate=(word,) if word else (),
            arguments=(Argument(Role.SUBJECT, tuple(self._heads(bearer))), *of),
            is_denied=is_denied(noun),
            is_nominal=True,
        )

    def _fragment(self, root: "Token") -> Clause:
        """A title, a line of a list: what has no verb."""
        word = self._word(root)
        return Clause(
            predicate=(word,) if word else (),
            arguments=tuple(one for child in root.children for one in self._of_noun(child) if one.words),
            is_nominal=True,
            is_fragment=True,
        )

    # Arguments

    def _arguments(self, verb: "Token") -> Iterator[Argument]:
        found = False
        for child in verb.children:
            if child.dep_ in _SUBJECTS or child.dep_ in _PASSIVE_SUBJECTS:
                found = True
                role = Role.OBJECT if child.dep_ in _PASSIVE_SUBJECTS else Role.SUBJECT
                yield self._argument(self._relative(child, verb), role)
            elif child.dep_ in _OBJECTS:
                yield from self._row(self._relative(child, verb), Role.OBJECT)
            elif child.dep_ == "dative":
                inner = next((one for one in child.children if one.dep_ == "pobj"), child)
                yield self._argument(inner, Role.ADJUNCT, "to")
            elif child.dep_ == "agent":
                for inner in child.children:
                    yield self._argument(inner, Role.SUBJECT)
            elif child.dep_ in {"prep", "npadvmod"}:
                yield from self._circumstance(child)
        if not found:
            yield from self._inherited(verb)

    def _inherited(self, verb: "Token") -> Iterator[Argument]:
        """The subject that the verb has in common with another, or the noun that it describes."""
        if verb.dep_ in {"acl", "relcl"}:
            passive = verb.tag_ == "VBN"
            yield self._argument(verb.head, Role.OBJECT if passive else Role.SUBJECT)
        elif verb.dep_ in {"conj", "xcomp", "advcl", "pcomp"}:
            head = verb.head
            while head.pos_ not in {"VERB", "AUX"} and head.head is not head:
                head = head.head
            passive = any(child.dep_ == "auxpass" for child in verb.children) or (
                verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in head.children)
            )
            if verb.dep_ == "xcomp" and (given := [one for one in head.children if one.dep_ in _OBJECTS]):
                yield self._argument(given[0], Role.SUBJECT)
                return
            for child in head.children:
                if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS:
                    yield self._argument(
                        self._relative(child, head), Role.OBJECT if passive else Role.SUBJECT
                    )
                    return
            if head is not verb and head.dep_ in {"conj", "xcomp", "relcl", "acl"}:
                yield from self._inherited(head)

    def _relative(self, token: "Token", verb: "Token") -> "Token":
        """The noun that a relative pronoun stands for."""
        if token.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
            return verb.head
        return token

    def _circumstance(self, token: "Token") -> Iterator[Argument]:
        if token.dep_ == "npadvmod":
            yield self._argument(token, Role.ADJUNCT)
            return
        for inner in token.children:
            if inner.dep_ in {"pobj", "pcomp"}:
                yield from self._row(inner, Role.ADJUNCT, token.lower_)
            elif inner.dep_ in {"prep", "conj"}:
                yield from self._circumstance(inner)

    def _of_noun(self, child: "Token") -> Iterator[Argument]:
        """What belongs to a noun that is a predicate."""
        if child.dep_ == "poss":
            yield self._argument(child, Role.OBJECT)
        elif child.dep_ == "prep":
            for one in self._circumstance(child):
                role = Role.OBJECT if one.marker == "of" else Role.ADJUNCT
                yield Argument(role, one.heads, one.rest, one.marker, one.amounts, one.is_denied)
        elif child.dep_ in {"compound", "amod", "nummod", "npadvmod", "advmod", "nmod", "appos", "quantmod"}:
            found = tuple(self._words_under(child))
            if found:
                yield Argument(Role.ADJUNCT, found, is_denied=is_denied(child))

    def _row(self, token: "Token", role: Role, marker: str = "") -> Iterator[Argument]:
        """The phrase, or each of a row of counted things: "14 bells and 12 windows"."""
        row = [token, *(one for one in token.conjuncts if one.i > token.i and not is_denied(one))]
        counted = any(child.dep_ == "nummod" for one in row for child in one.children)
        if len(row) == 1 or not counted:
            yield self._argument(token, role, marker)
            return
        yield from (self._argument(one, role, marker, alone=True) for one in row)

    def _argument(self, token: "Token", role: Role, marker: str = "", *, alone: bool = False) -> Argument:
        heads = self._heads(_counted(token), alone=alone)
        rest = [word for word in self._words_under(token, alone=alone) if word not in heads]
        return Argument(
            role=role,
            heads=tuple(heads),
            rest=tuple(rest),
            marker=marker,
            amounts=amounts_of(token),
            is_denied=is_denied(token),
        )

    def _heads(self, token: "Token", *, alone: bool = False) -> list[Word]:
        """What the phrase is about: its noun, the names beside it and those in a row with it."""
        others = () if alone else token.conjuncts
        row = [token, *(one for one in others if one.i > token.i and not is_denied(one))]
        near = [
            child
            for one in row
            for child in one.children
            if (child.dep_ == "appos" and child.pos_ == "PROPN")
            or (child.dep_ == "appos" and one.pos_ == "NOUN" and not child.right_edge.i > one.i + 40)
        ]
        heads = [word for one in (*row, *near) if (word := self._word(one, pronouns=True))]
        return list(dict.fromkeys(heads))

    def _words_under(self, token: "Token", *, alone: bool = False) -> Iterator[Word]:
        """The words of the phrase, without clauses in it."""
        word = self._word(token, pronouns=True)
        if word:
            yield word
        elif token.lower_ in _POINTING and token.dep_ == "det":
            yield Word(token.lower_, Kind.PRONOUN)
        for child in token.children:
            if alone and child.dep_ == "conj":
                continue
            if child.dep_ == "appos" and child.pos_ not in {"PROPN", "NUM"} and token.pos_ == "PROPN":
                continue
            if child.dep_ not in _NESTED or child.dep_ == "appos":
                yield from self._words_under(child)

    def _adverbs(self, verb: "Token") -> Iterator[Word]:
        for child in verb.children:
            if child.dep_ in {"advmod", "acomp", "oprd", "prt"} and child.dep_ != "prt":
                yield from self._words_under(child)

    def _word(self, token: "Token", *, pronouns: bool = False) -> Word | None:
        start, end = token.idx, token.idx + len(token)
        measure = next((one for one in self._measures if one.start < end and start < one.end), None)
        if measure is not None:
            return measure.word
        if token.pos_ == "PRON":
            is_meant = pronouns and token.lower_ not in _RELATIVE
            return Word(token.lower_, Kind.PRONOUN) if is_meant else None
        if not any(letter.isalnum() for letter in token.text):
            return None
        if token.pos_ == "PROPN" or (self._is_named(start, end) and (" " in token.text or start > 0)):
            return Word(fold_accents(token.text.casefold()), Kind.NAME)
        lemma = fold_accents(token.lemma_.lower())
        is_empty = lemma in _EMPTY or token.dep_ in {"aux", "auxpass", "neg"}
        return None if is_empty or token.pos_ not in _CONTENT else Word(lemma)

    def _is_named(self, start: int, end: int) -> bool:
        return any(span[0] < end and start < span[1] for span in self._names)
