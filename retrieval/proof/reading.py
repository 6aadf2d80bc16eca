"""What a sentence says, clause by clause."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a word is."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    WORD = "word"
    PRONOUN = "pronoun"


class Role(StrEnum):
    """What part an argument has: who does it, to whom or of whom, or the circumstances."""

    SUBJECT = "subject"
    OBJECT = "object"
    TOPIC = "topic"
    ADJUNCT = "adjunct"


@dataclass(frozen=True)
class Word:
    """A content word: its dictionary form, a name's letters, a number's or date's value ("1920-03-05", "1500 m")."""

    text: str
    kind: Kind = Kind.WORD


@dataclass(frozen=True)
class Argument:
    """A phrase of a clause.

    `heads` are what it is about (several in a row: "Brody and Marsh"; several names of one: "the cellist Foss"), `rest`
    what is said of them in the phrase. `marker` is the preposition or particle, `amounts` are its quantifiers.
    """

    role: Role
    heads: tuple[Word, ...]
    rest: tuple[Word, ...] = ()
    marker: str = ""
    amounts: frozenset[str] = frozenset()
    is_denied: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        """All its words."""
        return (*self.heads, *self.rest)


@dataclass(frozen=True)
class Clause:
    """A verb, or what a copula says, with its arguments.

    `is_doubtful`: it is presented as possible, planned, thought or said. `is_nominal`: the predicate is what a copula
    says, or a noun beside a name; `is_fragment`: the sentence has no verb.
    """

    predicate: tuple[Word, ...]
    arguments: tuple[Argument, ...]
    is_denied: bool = False
    is_doubtful: bool = False
    is_nominal: bool = False
    is_fragment: bool = False
    amounts: frozenset[str] = frozenset()
    extras: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All its words, the predicate first."""
        return (*self.predicate, *(word for one in self.arguments for word in one.words), *self.extras)


@dataclass(frozen=True)
class Reading:
    """A sentence: its clauses, and all of its words."""

    text: str
    clauses: tuple[Clause, ...]
    words: tuple[Word, ...]
    gives_reason: bool = False
    subject: tuple[Word, ...] = field(default=())
    """What a pronoun of the next sentence is likely to mean."""
