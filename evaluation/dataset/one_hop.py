"""A question that one fact answers, and what it takes to ask about it in the words of another."""

from collections.abc import Callable
from dataclasses import dataclass

from evaluation.dataset.corpus import Statement
from schemas.document import Language

Write = Callable[[str], str]
"""The question, or a description, with this wording for what is given."""


@dataclass(frozen=True)
class OneHop:
    """A question about what is `given` whose answer the statement holds.

    `slot` tells what is asked of it ("FOUNDED_BY tail"): two facts that give one slot of one thing are two answers. `asked` is
    the id of the entity that is the answer. `describe` says what the answer is in words that do not name it ("the person who
    founded …"), where that makes sense. With `unique` only one answer can be right.
    """

    statement: Statement
    language: Language
    slot: str
    given: str
    given_words: str
    asked: str
    answers: tuple[str, ...]
    write: Write
    describe: Write | None = None
    unique: bool = True

    @property
    def question(self) -> str:
        """The question about what is given by name."""
        return self.write(self.given_words)
