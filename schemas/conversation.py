"""Questions that follow one another."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from schemas.value import Value

ConversationId = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""What the asker calls the conversation; it begins with the first question that names it."""


class Referent(Value):
    """What a question or an answer names, in the words `surface`; a later question may mean it by a pronoun.

    `entity_id` and `type` are empty where it is no entity of the graph.
    """

    entity_id: str
    name: str
    type: str
    surface: str = ""


class Turn(Value):
    """A question with its answer.

    `read_as` is what the question was read as after those before it; `wanted` the kind of thing it asked for, `head` the noun
    of "which firm"; `named` is what it names, `answered` what the first cited sentence names, in the order of the text,
    `beside` what the others name.
    """

    question: str
    read_as: str
    answer: str
    found: bool
    wanted: str = ""
    head: str = ""
    named: tuple[Referent, ...] = ()
    answered: tuple[Referent, ...] = ()
    beside: tuple[Referent, ...] = ()
    at: datetime


class ConversationSummary(Value):
    """A conversation by its first question, the number of its turns that are kept, and when it began and went on."""

    id: str
    first_question: str
    turns: int
    began_at: datetime
    last_at: datetime


class Conversation(Value):
    """The turns of a conversation that are kept, the first one first."""

    id: str
    turns: tuple[Turn, ...]
