"""What a pronoun of a question may mean after the turns before it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon.type_families import is_person, kinds_of, type_named
from kg.text.hangul import has_hangul
from retrieval.question.asked import Wanted
from schemas.conversation import Referent, Turn

Fits = Callable[[Referent], bool]

_NEVER = frozenset({"date", "quantity", "position", "occupation", "concept"})
"""Types of what is told of things; nobody asks on about them by a pronoun."""


@dataclass(frozen=True)
class Antecedent:
    """What a word is taken to mean, and what else of that turn it could mean."""

    referent: Referent
    others: tuple[Referent, ...] = ()

    def note(self, words: str) -> str:
        """What a reader of the trace should know."""
        others = " or ".join(one.name for one in self.others)
        return f"“{words}” was read as {self.referent.name}" + (
            f", the most recent; {others} would fit too" if others else ""
        )


def find_antecedent(history: Sequence[Turn], fits: Fits) -> Antecedent | None:
    """The most recent thing said that fits; `history` has the last turn last.

    A later turn goes before an earlier one. Within a turn what answered goes before what was asked about, and what an answer names
    besides comes last; of several the one named last. What only other cited sentences name answers "who" and "where" alone.
    After "Where is Acme?" people ask on about Acme: a place that answers is gone back to by "there".
    """
    for turn in reversed(history):
        found = [one for one in _in_turn(turn) if not kinds_of(one.type) & _NEVER and fits(one)]
        if found:
            return Antecedent(found[0], tuple(found[1:]))
    return None


def fits_person(referent: Referent) -> bool:
    """For he, she and 그녀."""
    return is_person(referent.type)


def fits_thing(referent: Referent) -> bool:
    """For it and 그것."""
    return not is_person(referent.type)


def fits_place(referent: Referent) -> bool:
    """For there and 거기."""
    return "place" in kinds_of(referent.type)


def fits_any(referent: Referent) -> bool:
    """For they, and for what is left out; the type must be one that says something."""
    return bool(referent.type)


def fits_untyped(referent: Referent) -> bool:
    """For what is left out, where nothing of a known type fits."""
    return not referent.type


def fits_noun(noun: str) -> Fits:
    """For "the company": things of the type that the noun names, or of a narrower one, and those whose name ends with it."""
    kind = type_named(noun)
    return lambda referent: kind in kinds_of(referent.type) or _ends_with(referent.name, noun)


def fits_one_of(kinds: frozenset[str]) -> Fits:
    """For what is left out of a question about a relation: things of the types that have it."""
    return lambda referent: bool(kinds & kinds_of(referent.type))


def _ends_with(name: str, noun: str) -> bool:
    before = name.casefold().removesuffix(noun.casefold())
    return 0 < len(before) < len(name) and (has_hangul(noun) or before[-1].isspace())


def _in_turn(turn: Turn) -> Iterator[Referent]:
    asked = {one.name for one in turn.named}
    new, beside = (
        [one for one in reversed(said) if one.name not in asked] for said in (turn.answered, turn.beside)
    )
    focus = [one for one in new if _is_wanted(one, turn)]
    if turn.wanted != Wanted.THING:
        focus += [one for one in beside if _is_wanted(one, turn)]
    first: dict[str, Referent] = {}
    for one in (*focus, *reversed(turn.named), *new, *beside):
        first.setdefault(one.name, one)
    yield from first.values()


def _is_wanted(referent: Referent, turn: Turn) -> bool:
    match turn.wanted:
        case Wanted.PERSON:
            return fits_person(referent)
        case Wanted.THING:
            return not turn.head or fits_noun(turn.head)(referent)
        case _:
            return False
