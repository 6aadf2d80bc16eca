"""What the clauses of a sentence say to a question, beyond having its words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClauseFit:
    """How the clause with the asked predicate bears on the question.

    `roles` is 1.0 where who does what to whom is as the question has it, 0.0 where it is the other way round or the asked
    part is missing, between where it cannot be told. `denied`: the clause says that it is not so; `planned`: that it is meant
    to be. `is_open`: what it speaks of is named before (a pronoun, "the firm"), not by a name of its own.
    `is_aside`: the asked verb only tells before or after what something else was.
    """

    roles: float = 0.7
    denied: bool = False
    planned: bool = False
    is_open: bool = True
    is_aside: bool = False


UNREAD = ClauseFit()
