"""What an answer to a question has to be and to say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from schemas.document import Language


class Wanted(StrEnum):
    """The kind of thing that answers."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    DEFINITION = "definition"
    ROLE = "role"
    YES_NO = "yes or no"
    THING = "thing"


NeedKind = Literal["name", "predicate", "word", "value"]


@dataclass(frozen=True)
class Need:
    """Something of the question that an answer has to be about.

    A `name` may stand above the answer (a title, the sentence before), a `predicate` (the verb or noun that is asked
    about) has to be in the answering sentence itself, a `value` (a year, a code) too and exactly as it is. `words` are in
    dictionary form.
    """

    kind: NeedKind
    text: str
    words: tuple[str, ...]
    weight: float = 1.0
    is_verb: bool = False


@dataclass(frozen=True)
class Asked:
    """A question taken apart.

    `head` is the noun of "which firm" or "몇 채", in dictionary form; `many` says that all are asked for, `planned` that a
    plan or an opinion is; `is_span` that it asks from when to when; `years` are those of the question.
    """

    question: str
    language: Language
    wanted: Wanted
    needs: tuple[Need, ...]
    head: str = ""
    many: bool = False
    planned: bool = False
    is_span: bool = False
    years: frozenset[str] = frozenset()

    def of_kind(self, *kinds: NeedKind) -> tuple[Need, ...]:
        """The needs of these kinds."""
        return tuple(need for need in self.needs if need.kind in kinds)
