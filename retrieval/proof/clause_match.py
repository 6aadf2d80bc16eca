"""A clause of a statement held against a clause of a document."""

from dataclasses import dataclass
from enum import IntEnum

from kg.text.word_lists import words
from retrieval.proof.converses import from_other_end, is_comparison, is_converse
from retrieval.proof.reading import Argument, Clause, Kind, Role, Word
from retrieval.proof.word_match import has, is_opposite_word

_LIGHT = words("be have do make take get give become remain come go hold stand lie bear 있다 하다 되다")
_SYMMETRIC = words(
    "marry meet border adjoin neighbour neighbor merge sibling brother sister cousin twin spouse friend colleague partner "
    "rival ally equal differ resemble correspond cooperate collaborate connect join divorce wife husband 결혼하다 만나다 "
    "형제 자매 친구 동료 부부"
)
_APART = words("than to from for against after before without between 보다 로부터 에게서 으로 로 부터 까지")
_CORE = (Role.SUBJECT, Role.OBJECT)


class Finding(IntEnum):
    """What a clause of a document says of a statement's clause, the stronger the higher."""

    NOTHING = 0
    OTHER = 1
    DENIED = 2
    PROVED = 3


class Tie(IntEnum):
    """How two predicates go together, the closer the higher."""

    NONE = 0
    LIGHT = 1
    OPPOSITE = 2
    CONVERSE = 3
    LIKE = 4
    SAME = 5


@dataclass(frozen=True)
class Surroundings:
    """What a document's clause may take for granted: the words of its sentence, of what goes before it, its title."""

    sentence: tuple[Word, ...]
    known: tuple[Word, ...] = ()


def tie_of(claim: Clause, evidence: Clause) -> Tie:
    """How the predicates go together."""
    ours, theirs = claim.predicate, evidence.predicate
    if not ours or not theirs or set(ours) <= set(theirs):
        return Tie.SAME if ours and theirs else Tie.LIGHT
    opposite = any(is_opposite_word(one.text, other.text) for one in ours for other in theirs)
    if all(has(one, theirs) for one in ours):
        return Tie.LIKE
    if is_converse(ours, theirs):
        return Tie.CONVERSE
    if opposite:
        return Tie.OPPOSITE
    starts = {_first(one.text) for one in ours}, {_first(other.text) for other in theirs}
    if starts[0] & starts[1] - _LIGHT:
        return Tie.LIKE
    return Tie.LIGHT if starts[0] <= _LIGHT or starts[1] <= _LIGHT else Tie.NONE


def compare(claim: Clause, evidence: Clause, around: Surroundings) -> Finding:
    """What `evidence` says of `claim`, its ends exchanged where the word says it from the other end."""
    tie = tie_of(claim, evidence)
    if tie is Tie.CONVERSE or (tie is Tie.OPPOSITE and is_comparison(evidence)):
        turned = _compare(claim, from_other_end(evidence), around, Tie.LIKE)
        if turned is Finding.PROVED or tie is Tie.CONVERSE:
            return turned
    return _compare(claim, evidence, around, tie)


def _compare(claim: Clause, evidence: Clause, around: Surroundings, tie: Tie) -> Finding:
    if tie is Tie.NONE or (tie is Tie.LIGHT and not _says_predicate(claim, evidence, around)):
        return Finding.NOTHING
    fits = [_fit(one, claim, evidence, around) for one in claim.arguments]
    if not all(fit is Finding.PROVED for fit in fits):
        return Finding.OTHER if tie is not Tie.LIGHT and Finding.OTHER in fits else Finding.NOTHING
    if claim.is_denied ^ evidence.is_denied ^ (tie is Tie.OPPOSITE):
        return Finding.DENIED
    if not all(has(word, (*evidence.words, *around.sentence)) for word in claim.extras):
        return Finding.NOTHING
    doubted = evidence.is_doubtful and not claim.is_doubtful
    return Finding.OTHER if doubted or not _amounts_fit(claim, evidence) else Finding.PROVED


def _first(text: str) -> str:
    """A verb without its particle."""
    return text.split(" ", 1)[0]


def _says_predicate(claim: Clause, evidence: Clause, around: Surroundings) -> bool:
    """Where one verb says little ("has", "is in"), whether the other's meaning stands in the phrase around."""
    return all(
        _first(one.text) in _LIGHT or has(one, (*evidence.words, *around.sentence)) for one in claim.predicate
    )


def _fit(one: Argument, claim: Clause, evidence: Clause, around: Surroundings) -> Finding:
    """PROVED: the clause has the argument in its place; OTHER: it has another there, or this one elsewhere."""
    alike = [other for other in evidence.arguments if _is_in(one, other, evidence, around)]
    if any(_may_be(one, other, claim, evidence) for other in alike):
        return Finding.PROVED
    if alike:
        return Finding.OTHER
    if one.role is Role.ADJUNCT:
        return _circumstance(one, evidence, around)
    rivals = [other for other in evidence.arguments if other.role is one.role]
    if _is_given(one, evidence, around):
        return Finding.PROVED
    return Finding.OTHER if rivals else Finding.NOTHING


def _is_in(one: Argument, other: Argument, evidence: Clause, around: Surroundings) -> bool:
    """Whether the other phrase is about the same, and says what is said of it."""
    heads = other.heads if other.role is not Role.ADJUNCT or one.role is not Role.ADJUNCT else other.words
    if one.is_denied != other.is_denied and one.role is Role.ADJUNCT:
        return False
    named = any(head.kind is Kind.NAME for head in one.heads)
    if not all(
        has(head, other.words if named and head.kind is Kind.WORD else heads) or _is_measure_of(head, other)
        for head in one.heads
    ):
        return False
    # What is counted stands beside its number where there are several: 종 14개와 창 12개.
    numbers = [word for word in evidence.words if word.kind is Kind.NUMBER]
    if len(numbers) > 1 and any(word.kind is Kind.NUMBER for word in one.words):
        return all(has(word, other.words) for word in one.rest)
    return all(
        has(word, other.words if word.kind is Kind.NUMBER else (*other.words, *evidence.words))
        or (word.kind is Kind.WORD and has(word, (*around.sentence, *around.known)))
        or (word.kind is Kind.NAME and has(word, around.known) and not _names(other))
        for word in one.rest
    )


def _is_measure_of(head: Word, other: Argument) -> bool:
    return head.kind in {Kind.NUMBER, Kind.DATE} and has(head, other.words)


def _names(one: Argument) -> list[Word]:
    return [word for word in one.words if word.kind is Kind.NAME]


def _may_be(one: Argument, other: Argument, claim: Clause, evidence: Clause) -> bool:
    """Whether the argument may stand in the other's place."""
    if one.role is other.role or Role.TOPIC in {one.role, other.role}:
        return one.role is not Role.ADJUNCT or _markers_fit(one.marker, other.marker)
    if {one.role, other.role} == set(_CORE):
        if any(_is_symmetric(each) or _is_value(each) for each in (claim, evidence)):
            return True
        # "The line closed" and "the line was closed".
        alone = not any(each.role is other.role for each in claim.arguments)
        return alone and not any(each.role is one.role for each in evidence.arguments)
    if one.role is Role.ADJUNCT:
        return one.marker not in _APART
    # "The mine employed 45 people", "45 people were employed in the mine".
    return other.marker not in _APART and not any(each.role is one.role for each in evidence.arguments)


def _is_symmetric(clause: Clause) -> bool:
    return any(_first(word.text) in _SYMMETRIC for word in clause.predicate)


def _is_value(clause: Clause) -> bool:
    """Whether it gives a number, as "its weight is 12 kg" does."""
    first = next((one for one in clause.arguments if one.role is Role.SUBJECT), None)
    return (
        clause.is_nominal
        and first is not None
        and first.heads[:1] != ()
        and first.heads[0].kind is Kind.NUMBER
    )


def _circumstance(one: Argument, evidence: Clause, around: Surroundings) -> Finding:
    """A time, place or manner that is not in the clause itself may be said of the whole sentence."""
    kinds = {word.kind for word in one.words}
    for kind in (Kind.DATE, Kind.NUMBER):
        if kind in kinds and any(word.kind is kind for word in evidence.words):
            return Finding.OTHER
    if all(
        has(word, evidence.words if word.kind is Kind.NAME else (*evidence.words, *around.sentence))
        for word in one.words
    ):
        names = any(
            other.role is Role.ADJUNCT and _names(other) and other.marker == one.marker
            for other in evidence.arguments
        )
        return Finding.OTHER if names and Kind.NAME in kinds else Finding.PROVED
    if all(word.kind in {Kind.NAME, Kind.WORD} and has(word, around.known) for word in one.words):
        return (
            Finding.PROVED
            if not any(other.marker == one.marker for other in evidence.arguments)
            else Finding.OTHER
        )
    rivals = any(other.role is Role.ADJUNCT and other.marker == one.marker for other in evidence.arguments)
    return Finding.OTHER if rivals else Finding.NOTHING


def _is_given(one: Argument, evidence: Clause, around: Surroundings) -> bool:
    """Whether the clause has nothing in this place and the sentence or what goes before it is about the same."""
    if not evidence.is_fragment:
        return False
    return all(has(word, (*around.sentence, *around.known)) for word in one.words)


def _markers_fit(one: str, other: str) -> bool:
    apart = (
        {"before", "until"},
        {"after", "since"},
        {"from", "out"},
        {"to", "into"},
        {"with"},
        {"without"},
        {"under"},
        {"over"},
        {"보다"},
        {"than"},
    )
    ours = next((place for place, group in enumerate(apart) if one in group), None)
    theirs = next((place for place, group in enumerate(apart) if other in group), None)
    return ours is None or theirs is None or ours == theirs


def _amounts_fit(claim: Clause, evidence: Clause) -> bool:
    ours = claim.amounts.union(*(one.amounts for one in claim.arguments))
    theirs = evidence.amounts.union(*(one.amounts for one in evidence.arguments))
    limits = {"more", "less"}
    if ("some" in theirs and "some" not in ours) or ours & limits != theirs & limits:
        return False
    return not ("all" in ours and "all" not in theirs)
