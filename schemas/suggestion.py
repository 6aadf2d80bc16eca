"""A fact that may be missing, and what a person holds of it."""

from datetime import datetime
from typing import Literal

from schemas.value import Value


class SuggestionEvidence(Value):
    """Where to look: a passage that names both ends, or where none does, the nearest in meaning that names the head or tail.

    `words` are the sentences that do. It does not prove the suggestion, else it would be a fact.
    """

    names: Literal["both", "head", "tail"]
    chunk_id: str
    document_id: str
    source: str
    title: str
    page: int | None = None
    words: str


class Suggestion(Value):
    """A statement that no document makes and that the link predictor takes for a fact; never cited.

    `score` is the share of such statements that turned out to be facts, when some facts were held back from training: the
    least that is true, because a true statement that no document makes counted as false.
    """

    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    text: str
    score: float
    evidence: tuple[SuggestionEvidence, ...] = ()


class JudgedSuggestion(Value):
    """A suggestion that a person accepted or rejected; `support` counts the chunks that state it by now."""

    decision_id: str
    accepted: bool
    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    text: str
    support: int
    reason: str
    decided_by: str
    at: datetime
