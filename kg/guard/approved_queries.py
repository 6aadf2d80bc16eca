"""Which queries the guard found harmless, so that it need not judge them again."""

from dataclasses import dataclass

from kg.guard.vocabulary import CypherVocabulary


@dataclass(frozen=True)
class AskedQuery:
    """All that a verdict depends on: the very text, the names of its parameters, and what it may name."""

    text: str
    parameters: frozenset[str]
    vocabulary: CypherVocabulary


class PassedQueries:
    """The latest queries that passed, at most `most` of them, each with the text to run; refusals are not kept."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._passed: dict[AskedQuery, str] = {}

    def find(self, asked: AskedQuery) -> str | None:
        """The text to run for a query that passed before, which is the latest now."""
        checked = self._passed.pop(asked, None)
        if checked is not None:
            self._passed[asked] = checked
        return checked

    def keep(self, asked: AskedQuery, checked: str) -> None:
        """The query has passed; `checked` is the text to run. The longest unasked is forgotten."""
        self._passed[asked] = checked
        while len(self._passed) > self._most:
            del self._passed[next(iter(self._passed))]
