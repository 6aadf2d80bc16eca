"""English clauses: who does what to whom, whether it is denied or only planned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.lexicon.word_relations import close_synonyms, derivation_family
from kg.text.english_forms import dictionary_forms, english_words
from kg.text.word_lists import words
from retrieval.answer.clause_fit import UNREAD, ClauseFit
from retrieval.question.asked import Asked, Need
from retrieval.question.english_parse import parse_with_names
from retrieval.question.name_spans import name_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ASKING = words("who whom whose what which")
_RELATIVE = words("who which that whom")
_SYMMETRIC = words(
    "marry meet divorce fight border neighbour neighbor merge share resemble join cooperate collaborate wed"
)
_PLANS = words(
    "plan intend propose consider announce expect hope want wish promise suggest discuss aim prepare decide agree try "
    "attempt advise envisage"
)
_FUTURE = words("will shall would")
_NEGATIONS = words("not n't never no neither nor none nobody nothing without")
_NEGATIVE_VERBS = words("refuse decline fail cease cancel abandon reject drop deny lack")
_PRONOUNS = words("it he she they him her them his its their this these that those one")
_BE = words("is are was were been")
_TO_OR_FROM = words("to from")
_MOST_DEPTH = 6


@dataclass
class _Clause:
    verb: "Token"
    agents: list["Token"] = field(default_factory=list)
    patients: list["Token"] = field(default_factory=list)
    others: list["Token"] = field(default_factory=list)


class EnglishQuestion:
    """The clauses of a question, to be held against those of sentences."""

    def __init__(self, asked: Asked, text: str, names: Sequence[str], aliases: Mapping[str, str]) -> None:
        self._asked = asked
        self._names = [*names, *aliases.values()]
        self._called = {
            need: [
                need.words,
                *(tuple(english_words(alias)) for name, alias in aliases.items() if name == need.text),
            ]
            for need in asked.of_kind("name")
        }
        doc = next(parse_with_names([text], names))
        predicates = {form for need in asked.of_kind("predicate") for form in need.words}
        self._predicates = predicates
        self._clauses = [_uninverted(clause) for clause in _clauses(doc) if _forms(clause.verb) & predicates]

    def fits(self, sentences: Sequence[str]) -> list[ClauseFit]:
        """How each sentence bears on the question."""
        known = {name for sentence in sentences for name in name_spans(sentence, "en") if " " in name}
        return [self._fit(doc) for doc in parse_with_names(sentences, [*self._names, *known])]

    def _fit(self, doc: "Doc") -> ClauseFit:
        theirs = list(_clauses(doc))
        subjects = [token for clause in theirs[:1] for token in (*clause.agents, *clause.patients)]
        is_open = not any(token.tag_.startswith("NNP") for token in subjects) or _has_pronoun(doc)
        matched = [clause for clause in theirs if self._matches(clause.verb)]
        if not matched:
            anchors = [token for token in doc if _forms(token) & self._predicates]
            verbs = [_verb_of(token) for token in anchors] or [clause.verb for clause in theirs[:1]]
            denied, planned = any(map(_is_denied, verbs)), any(map(_is_planned, verbs))
            return ClauseFit(roles=UNREAD.roles, denied=denied, planned=planned, is_open=is_open)
        fits = [
            ClauseFit(self._roles(clause), _is_denied(clause.verb), _is_planned(clause.verb), is_open)
            for clause in matched
        ]
        return max(fits, key=lambda fit: (fit.roles, not fit.denied, not fit.planned))

    def _matches(self, verb: "Token") -> bool:
        forms = _forms(verb)
        return any(forms & (derivation_family(word) | close_synonyms(word)) for word in self._predicates)

    def _roles(self, theirs: _Clause) -> float:
        asked = next((clause for clause in self._clauses), None)
        if asked is None or _forms(theirs.verb) & _SYMMETRIC:
            return UNREAD.roles
        fits = [
            self._role(asked.agents, theirs.agents, theirs.patients),
            self._role(asked.patients, theirs.patients, theirs.agents),
            0.0 if self._has_moved(asked, theirs) else 1.0,
        ]
        return min(fits)

    def _has_moved(self, asked: _Clause, theirs: _Clause) -> bool:
        """Whether the one to whom or from whom something goes is the one who acts in the sentence."""
        needs = [need for need in self._called if self._is_one_of(need, asked.others)]
        return any(
            self._is_one_of(need, theirs.agents) and not self._is_one_of(need, theirs.others)
            for need in needs
        )

    def _role(self, asked: Sequence["Token"], same: Sequence["Token"], other: Sequence["Token"]) -> float:
        """How what has one role in the question fits what has it, or the opposite one, in the sentence."""
        if not asked:
            return 1.0
        if any(_asks(token) for token in asked):
            return 0.0 if not same else 0.6 if all(token.lower_ in _PRONOUNS for token in same) else 1.0
        needs = [need for need in self._called if self._is_one_of(need, asked)]
        if not needs or any(self._is_one_of(need, same) for need in needs):
            return 1.0
        if any(self._is_one_of(need, other) for need in needs):
            return 0.0
        return 0.0 if any(map(_is_named, same)) else 0.8

    def _is_one_of(self, need: Need, tokens: Sequence["Token"]) -> bool:
        """Whether one of these is the named thing itself: not what is said to be its, nor what is in it."""
        return any(
            set(words) <= _own_words(token) or _own_words(token) >= set(words[-1:])
            for token in tokens
            for words in self._called[need]
            if words
        )


def _uninverted(clause: _Clause) -> _Clause:
    """The clause of a question with "did": the name behind that acts, and what is asked for before it is acted upon."""
    before = [token for token in clause.verb.doc if token.i < clause.verb.i]
    helping = next((token for token in before if token.lower_ in {"did", "does", "do"}), None)
    if helping is None:
        asks_passive = clause.verb.tag_ in {"VBN", "VBD"} and any(token.lower_ in _BE for token in before)
        is_active = not asks_passive or clause.patients or not clause.agents
        return clause if is_active else _Clause(clause.verb, [], clause.agents)
    named = [token for token in before if token.i > helping.i and token.tag_.startswith("NNP")]
    asking = [
        token for token in before if token.i < helping.i and token.lower_ in {"who", "whom", "what", "which"}
    ]
    is_object = bool(asking) and not any(
        child.dep_ == "dobj" and child.i > clause.verb.i for child in clause.verb.children
    )
    patients = asking if is_object else clause.patients
    return _Clause(clause.verb, named[:1] or clause.agents, patients, clause.others)


def _clauses(doc: "Doc") -> Iterator[_Clause]:
    for token in doc:
        if token.tag_.startswith("V") or (
            token.dep_ == "ROOT" and any(child.dep_ in _SUBJECTS for child in token.children)
        ):
            yield _clause(token)


def _clause(verb: "Token") -> _Clause:
    clause = _Clause(verb)
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    passive = (
        passive
        or (verb.dep_ == "acl" and verb.tag_ == "VBN")
        or any(child.dep_ == "agent" for child in verb.children)
    )
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS] or _lent_subjects(verb)
    if verb.dep_ == "conj" and not passive and verb.tag_ == "VBN" and _is_passive(verb.head):
        passive = not any(child.dep_ in _SUBJECTS for child in verb.children)
    subjects = [_antecedent(token, verb) for token in subjects]
    (clause.patients if passive else clause.agents).extend(_row(subjects))
    for child in verb.children:
        if child.dep_ in {"dobj", "ccomp", "xcomp"} or (child.dep_ == "dative" and child.tag_ != "IN"):
            clause.patients.extend(_row([_antecedent(child, verb)]))
        elif child.dep_ in {"prep", "dative"} and child.lower_ in _TO_OR_FROM:
            clause.others.extend(_row([part for part in child.children if part.dep_ == "pobj"]))
        elif child.dep_ == "agent":
            clause.agents.extend(_row([part for part in child.children if part.dep_ == "pobj"]))
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        clause.agents.extend(_row([verb.head]))
    return clause


def _lent_subjects(verb: "Token", depth: int = 0) -> list["Token"]:
    """Subjects that the verb has from another: "bought X and sold Y", "wants to buy", "the bridge built in"."""
    if depth > _MOST_DEPTH or verb.dep_ not in {"conj", "xcomp", "acl"}:
        return []
    if verb.dep_ == "acl":
        return [verb.head] if verb.tag_ == "VBN" else []
    return [child for child in verb.head.children if child.dep_ in _SUBJECTS] or _lent_subjects(
        verb.head, depth + 1
    )


def _is_passive(verb: "Token") -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _antecedent(token: "Token", verb: "Token") -> "Token":
    return verb.head if verb.dep_ == "relcl" and token.lower_ in _RELATIVE else token


def _row(tokens: Sequence["Token"]) -> list["Token"]:
    return [one for token in tokens for one in (token, *token.conjuncts)]


def _asks(token: "Token") -> bool:
    return token.lower_ in _ASKING or any(
        child.lower_ in _ASKING and child.dep_ in {"det", "nmod", "compound"} for child in token.children
    )


def _is_named(token: "Token") -> bool:
    """Whether it is a named thing: "Norvik Trust", "the Heron lamp"."""
    return any(
        part.tag_.startswith("NNP")
        for part in (token, *token.children)
        if part is token or part.dep_ == "compound"
    )


def _own_words(token: "Token") -> set[str]:
    parts = [
        token,
        *(child for child in token.children if child.dep_ in {"compound", "appos", "flat", "nmod"}),
    ]
    parts += [
        grand
        for child in token.children
        if child.dep_ == "appos"
        for grand in child.children
        if grand.dep_ == "compound"
    ]
    return {word for part in parts for word in english_words(part.text)}


def _forms(token: "Token") -> frozenset[str]:
    return dictionary_forms(token.lower_)


def _verb_of(token: "Token") -> "Token":
    """The verb of the clause that the word is in."""
    chain = (token, *token.ancestors)
    return next((one for one in chain if one.tag_.startswith("V") or one.dep_ == "ROOT"), token)


def _has_pronoun(doc: "Doc") -> bool:
    return any(token.lower_ in _PRONOUNS for token in doc)


def _is_denied(verb: "Token") -> bool:
    if any(child.dep_ == "neg" or child.lower_ in _NEGATIONS for child in verb.children):
        return True
    if any(
        child.dep_ in {"dobj", "attr", "nsubj", "nsubjpass"}
        and any(part.lower_ in {"no", "neither"} for part in child.children)
        for child in verb.children
    ):
        return True
    if verb.lemma_ in _NEGATIVE_VERBS or (verb.dep_ == "xcomp" and verb.head.lemma_ in _NEGATIVE_VERBS):
        return True
    return verb.dep_ == "xcomp" and _is_denied(verb.head)


def _is_planned(verb: "Token") -> bool:
    if any(child.dep_ == "aux" and child.lower_ in _FUTURE for child in verb.children):
        return True
    if verb.lemma_ in _PLANS and not any(child.dep_ == "dobj" for child in verb.children):
        return True
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children):
        return verb.dep_ != "relcl" and (verb.head.lemma_ in _PLANS or verb.head.lemma_ == "be")
    return verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_ in _PLANS
