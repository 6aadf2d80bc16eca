"""What persons hold of statements that no document makes, and where to look for those that nobody judged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from kg.db.database import ReadDatabase
from kg.db.queries import suggestions as queries
from kg.read.grouping import CountByName
from kg.text.fact_text import relation_words
from kg.text.sentences import sentence_spans
from schemas.document import Language
from schemas.graph import DecisionKind
from schemas.ids import fact_id
from schemas.suggestion import JudgedSuggestion, SuggestionEvidence
from schemas.value import Value

Pair = tuple[str, str]
"""The ids of a head and a tail."""

_SHARED = 2
_MOST_MENTIONS = 300
_MOST_CHARS = 400


class JudgedStatement(Value):
    """A statement that a decision in force is about, with its ends as they are now."""

    decision_id: str
    kind: DecisionKind
    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    reason: str
    decided_by: str
    at: datetime

    @property
    def id(self) -> str:
        """The id of the fact that says so, if there is one."""
        return fact_id(self.head, self.relation, self.tail)


class _Passage(Value):
    head: str
    tail: str
    names: Literal["both", "head", "tail"]
    chunk_id: str
    text: str
    language: Language
    page: int | None
    document_id: str
    source: str
    title: str
    start: int
    end: int


class _Name(Value):
    id: str


class SuggestionReader:
    """Statements that no document makes."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def decided(self, kinds: Iterable[DecisionKind]) -> list[JudgedStatement]:
        """The statements that decisions of these kinds are about, the latest first, where both ends are in the graph."""
        return await self._database.rows(JudgedStatement, queries.JUDGED_STATEMENTS, kinds=list(kinds))

    async def judged(self, *, accepted: bool, entity: str | None = None) -> list[JudgedSuggestion]:
        """The suggestions that persons accepted, or rejected, the latest first; of one entity if it is given."""
        found = await self.decided(["accept suggestion" if accepted else "reject suggestion"])
        support = await self.support([one.id for one in found])
        return [
            JudgedSuggestion(
                accepted=accepted,
                text=statement_text(one.head_name, one.relation, one.tail_name),
                support=support.get(one.id, 0),
                **one.model_dump(exclude={"kind"}),
            )
            for one in found
            if entity in (None, one.head, one.tail)
        ]

    async def support(self, statements: Sequence[str]) -> Mapping[str, int]:
        """How many chunks make each of these statements, under whatever qualifiers; none are left out."""
        rows = await self._database.rows(
            CountByName, queries.SUPPORT_OF_STATEMENTS, ids=list(dict.fromkeys(statements))
        )
        return {row.name: row.count for row in rows}

    async def symmetric_relations(self) -> list[str]:
        """The relation types whose facts have no direction."""
        return [row.id for row in await self._database.rows(_Name, queries.SYMMETRIC_RELATIONS)]

    async def shared_passages(self, pairs: Sequence[Pair]) -> dict[Pair, list[SuggestionEvidence]]:
        """For each pair the passages that name both, those that name them nearest to each other first."""
        rows = [{"head": head, "tail": tail} for head, tail in pairs]
        found = await self._database.rows(_Passage, queries.SHARED_PASSAGES, pairs=rows, limit=_SHARED)
        return _by_pair(found)

    async def nearest_passages(
        self, vectors: Mapping[Pair, Sequence[float]]
    ) -> dict[Pair, list[SuggestionEvidence]]:
        """For each pair a passage that names the head and one that names the tail, nearest in meaning to its vector."""
        rows = [{"head": head, "tail": tail, "vector": list(of)} for (head, tail), of in vectors.items()]
        found = await self._database.rows(_Passage, queries.NEAREST_PASSAGES, pairs=rows, most=_MOST_MENTIONS)
        return _by_pair(found)


def statement_text(head: str, relation: str, tail: str) -> str:
    """The statement as a fact's text would be."""
    return f"{head} {relation_words(relation)} {tail}"


def _by_pair(passages: Sequence[_Passage]) -> dict[Pair, list[SuggestionEvidence]]:
    found: dict[Pair, list[SuggestionEvidence]] = {}
    for one in passages:
        place = one.model_dump(include={"names", "chunk_id", "document_id", "source", "title", "page"})
        evidence = SuggestionEvidence(words=_sentences(one), **place)
        found.setdefault((one.head, one.tail), []).append(evidence)
    return found


def _sentences(passage: _Passage) -> str:
    """The sentences from `start` to `end`, shortened in the middle where they are far from each other."""
    spans = [
        (start, end)
        for start, end in sentence_spans(passage.text, passage.language)
        if end > passage.start and start < passage.end
    ] or [(passage.start, passage.end)]
    words = " ".join(passage.text[spans[0][0] : spans[-1][1]].split())
    if len(words) <= _MOST_CHARS:
        return words
    return f"{words[: _MOST_CHARS // 2]} … {words[-_MOST_CHARS // 2 :]}"
