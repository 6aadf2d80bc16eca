"""Which clauses state a fact, who acts in them, and in which voice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import MADE_OF
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.factuality import is_denied, is_negated, states_fact
from extraction.rules.english.labels import ORGANIZATION, PLACE, WORK
from extraction.rules.english.reading import Reading, Thing, as_thing, outer_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose infinitive or participle is what happened: "began working at", "used to live in", "went on to win".
_ASPECTS = frozenset(
    {"begin", "start", "continue", "use", "go", "come", "proceed", "help", "manage", "stop", "license"}
)
_NAMING = frozenset({"know", "call", "abbreviate", "nickname"})
# What is done to works, not to who made them.
_OF_WORKS = frozenset(
    {"publish", "release", "record", "issue", "premiere", "compose", "film", "shoot", "base", "set"}
)
# What is done to bodies of people, not to their members.
_OF_BODIES = frozenset({"found", "form", "establish", "create", "base", "headquarter"})
_MAX_DEPTH = 6
COMPLEMENTS = frozenset(
    {"dobj", "oprd", "agent", "prep", "dative", "attr", "acomp", "npadvmod", "xcomp", "ccomp"}
)
"""What a verb governs, by the parser's labels."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subjects; `passive` when they undergo what it says."""

    verb: "Token"
    subjects: list[Thing]
    passive: bool
    negated: bool

    @property
    def is_active(self) -> bool:
        """Whether somebody acts for sure: "X printed in London", though the parser may take it for a participle."""
        verb = self.verb
        alone = verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN"
        own = any(child.dep_ == "nsubj" for child in verb.children)
        return not _has_passive_auxiliary(verb) and (own or alone)


def find_clause(reading: Reading, verb: "Token") -> Clause | None:
    """The clause of `verb`; None when it states no fact (a condition, an opinion, a wish) or nobody acts in it."""
    if not states_fact(verb):
        return None
    subjects, passive = _subjects(reading, verb)
    return Clause(verb, subjects, passive, is_negated(verb)) if subjects else None


def _subjects(reading: Reading, verb: "Token", *, depth: int = 0) -> tuple[list[Thing], bool]:
    """Who acts in the verb's clause, or undergoes it (True): its own subject or the one it shares."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if own:
        # Of "Currently a singer, he became" the one next to the verb.
        meant = next((subject for subject in reversed(own) if not is_denied(subject)), own[0])
        return list(reading.things(meant)), meant.dep_ == "nsubjpass"
    if reading.owner is not None and verb.dep_ == "ROOT":
        return [reading.owner], verb.tag_ == "VBN"
    if depth > _MAX_DEPTH or any(child.dep_ == "expl" for child in verb.children):
        return [], False
    return _shared_subjects(reading, verb, depth)


def _shared_subjects(reading: Reading, verb: "Token", depth: int) -> tuple[list[Thing], bool]:
    # The past tense behind a noun is a participle: "a program broadcast on ABC".
    is_past = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")
    head, passive = verb.head, is_past and not _has_active_auxiliary(verb)
    if (
        passive
        and verb.lemma_ in _NAMING
        and verb.dep_ in {"acl", "advcl"}
        and (thing := _just_named(reading, verb))
    ):
        return [thing], passive
    if verb.dep_ in {"acl", "relcl"} and (is_past or verb.tag_ == "VBG" or _is_first_to(verb)):
        if credited := _credited_verb(verb):
            return _subjects(reading, credited, depth=depth + 1)[0], passive
        thing = reading.antecedent(_described_noun(verb))
        return ([thing] if thing else []), passive
    shares = verb.dep_ == "conj" or (verb.dep_ == "xcomp" and head.lemma_ in _ASPECTS)
    participle = verb.dep_ == "advcl" and verb.tag_ in {"VBN", "VBG"}
    if verb.dep_ == "pcomp" and head.lower_ in {"after", "before", "by", "while", "upon", "since"}:
        head, participle = head.head, True
    if not (shares or participle) or head.pos_ not in {"VERB", "AUX"}:
        return [], False
    subjects, head_passive = _subjects(reading, head, depth=depth + 1)
    if shares and verb.dep_ == "conj":
        return subjects, passive and (head_passive or _has_passive_auxiliary(verb))
    return subjects, passive


def _just_named(reading: Reading, verb: "Token") -> Thing | None:
    """The name right before ", also known as", unless that is where something is."""
    last = verb.left_edge.i - 2
    names = reading.nominals.names() if last >= 0 and reading.doc[last + 1].text == "," else []
    name = next((name for name in names if name.last == last), None)
    return as_thing(name) if name is not None and family(name.type) != PLACE else None


def _credited_verb(verb: "Token") -> "Token | None":
    """The verb before in a row of credits, "recorded by X, mixed by Y", which the parser takes for what X underwent."""
    noun = verb.head
    is_credit = verb.lower_ == "starring" or (
        verb.tag_ == "VBN" and any(child.dep_ == "agent" for child in verb.children)
    )
    if is_credit and noun.dep_ == "pobj" and noun.head.dep_ == "agent":
        return noun.head.head
    return None


def _described_noun(verb: "Token") -> "Token":
    """What a participle tells of: "a school in Ahmedabad, established by X" of the school, "a body of water in" of both."""
    noun = verb.head
    if noun.ent_type_ == "DATE" and noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "by" and verb.lemma_ in _OF_WORKS:
        # "A novel by X first published in 1938"
        work = noun.head.head
        return work if family(type_of_noun(work.lower_) or "") == WORK else noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in MADE_OF:
        return noun.head.head
    if noun.dep_ == "pobj" and noun.tag_ == "NNS" and noun.head.lower_ == "of" and verb.lemma_ in _OF_BODIES:
        # "A network of activists founded in 2013"
        body = noun.head.head
        return body if family(type_of_noun(body.lower_) or "") == ORGANIZATION else noun
    first = verb.left_edge
    if first.i == 0 or first.nbor(-1).text != ",":
        return noun
    return outer_noun(noun)


def _has_passive_auxiliary(verb: "Token") -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _has_active_auxiliary(verb: "Token") -> bool:
    """Whether "have" is before the participle without "been"."""
    auxiliaries = {child.lemma_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return "have" in auxiliaries and not _has_passive_auxiliary(verb)


def _is_first_to(verb: "Token") -> bool:
    """Whether the infinitive tells what was done: "the first woman to win"."""
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    order = {"first", "last", "only", "second", "third", "youngest", "oldest"}
    return infinitive and any(child.lower_ in order for child in verb.head.children)
