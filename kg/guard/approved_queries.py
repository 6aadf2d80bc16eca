"""The queries that the guard approved, so that none is judged twice."""

from dataclasses import dataclass

from kg.guard.vocabulary import CypherVocabulary


@dataclass(frozen=True)
class AskedQuery:
    """All that a verdict depends on: the very text, the names of its parameters, and what it may name."""

    text: str
    parameters: frozenset[str]
    vocabulary: CypherVocabulary


class ApprovedQueries:
    """The `most` queries that were asked last, each with the text to run; refusals are not kept."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._approved: dict[AskedQuery, str] = {}

    def find(self, asked: AskedQuery) -> str | None:
        """The text to run for a query that was approved before; it counts as the last one asked."""
        checked = self._approved.pop(asked, None)
        if checked is not None:
            self._approved[asked] = checked
        return checked

    def add(self, asked: AskedQuery, checked: str) -> None:
        """Keep `checked` as the text to run; the query whose last use is longest ago gives way."""
        self._approved[asked] = checked
        while len(self._approved) > self._most:
            del self._approved[next(iter(self._approved))]
