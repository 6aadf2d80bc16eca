"""Words of a question that mean something said before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.conversation.antecedents import Fits, find_antecedent
from retrieval.conversation.substitution import Bound, Substitution, substituted
from schemas.conversation import Turn


@dataclass(frozen=True)
class Reference:
    """Words such as "she" or 그 회사; `fits` says what they may mean, `put` how a name takes their place."""

    words: str
    fits: Fits
    put: Callable[[str], Sequence[Substitution]]


def bind_references(question: str, references: Iterable[Reference], history: Sequence[Turn]) -> Bound:
    """The question with names in the place of its references; notes tell what was read as what, and what was not."""
    changes: list[Substitution] = []
    notes: list[str] = []
    for reference in references:
        antecedent = find_antecedent(history, reference.fits)
        if antecedent is None:
            notes.append(f"nothing was said before that “{reference.words}” could mean")
            continue
        notes.append(antecedent.note(reference.words))
        changes += reference.put(antecedent.referent.name)
    return Bound(substituted(question, changes), tuple(dict.fromkeys(notes)))
