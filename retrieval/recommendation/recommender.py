"""The way from a wish to the few records that meet it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.passages.window import build_passages
from retrieval.question.analysis import CheckedQuestion
from retrieval.recommendation import told
from retrieval.recommendation.candidates import Candidates, find_candidates
from retrieval.recommendation.catalogue import RecordCatalogue
from retrieval.recommendation.reason import find_reasons, rows_stating
from retrieval.recommendation.wish import Wish, counted, emptied_by, read_wish
from retrieval.retriever import Retriever
from schemas.document import Document
from schemas.errors import NotFoundError
from schemas.ports import Vectors
from schemas.recommendation import Recommendation, RecommendationOptions, RecommendedRecord

_MOST_TOKENS = 4_000


@dataclass(frozen=True)
class Recommended:
    """What is recommended, and the passages that its citations are of, one for each record."""

    recommendation: Recommendation
    passages: CitablePassages


class Recommender:
    """Recommends records by exact conditions on what they state, then by nearness; no chat model has a part in it."""

    def __init__(self, retriever: Retriever) -> None:
        """Recommend from the graph of this retriever, by its embedder and settings."""
        self._retriever = retriever
        self._reader = retriever.reader
        self._embedder = retriever.embedder
        self._settings = retriever.settings.recommendation
        self._catalogue: tuple[int, RecordCatalogue] | None = None

    async def has_records(self, document_ids: Sequence[str] | None = None) -> bool:
        """Whether there is anything to recommend, among these documents where some are given.

        Raises:
            GraphStoreError: Neo4j cannot be reached.
        """
        return bool(_among((await self._records()).ids, document_ids))

    async def recommend(
        self, wish: CheckedQuestion, options: RecommendationOptions | None = None
    ) -> Recommendation:
        """At most `n` records, each with its own words as the reason; none, and why, where none is near enough.

        Raises:
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        return (await self.recommend_with_passages(wish, options)).recommendation

    async def recommend_with_passages(
        self, wish: CheckedQuestion, options: RecommendationOptions | None = None
    ) -> Recommended:
        """As `recommend`, with the passages that the citations are of.

        Raises:
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        started = time.perf_counter()
        wanted = options or RecommendationOptions()
        await self._check(wanted.document_ids)
        catalogue = await self._records()
        read = await asyncio.to_thread(read_wish, wish, catalogue, wanted)
        among = _among(catalogue.ids, wanted.document_ids)
        found = await self._find(read, wanted.n, catalogue, among)
        conditions = counted(read, catalogue, among)
        made = {"conditions": conditions, "ms": (time.perf_counter() - started) * 1000}
        return Recommended(found.recommendation.model_copy(update=made), found.passages)

    async def _find(
        self, wish: Wish, n: int, catalogue: RecordCatalogue, among: frozenset[str]
    ) -> Recommended:
        if not among:
            return _nothing(wish, told.no_records(wish.language))
        meeting = among.intersection(*(one.meeting(catalogue) for one in wish.conditions))
        if not meeting:
            return _none_meets_all(wish, catalogue, among)
        vector = (await asyncio.to_thread(self._embedder.embed, [wish.text]))[0]
        candidates = await find_candidates(self._retriever, wish.text, vector, meeting)
        if not wish.names_something:
            candidates = candidates.near_enough(self._settings)
        if not candidates.chunks:
            return _nothing(wish, told.none_is_near(catalogue.names, len(among), wish.language))
        return await self._reasoned(wish, vector, candidates.diverse(n, self._settings))

    async def _records(self) -> RecordCatalogue:
        """What all records state; read anew when the graph has changed."""
        version = await self._reader.version()
        if self._catalogue is None or self._catalogue[0] != version:
            records = await self._reader.documents.records()
            self._catalogue = version, await asyncio.to_thread(RecordCatalogue, records)
        return self._catalogue[1]

    async def _check(self, document_ids: Sequence[str] | None) -> None:
        if not document_ids:
            return
        known = {one.id for one in await self._reader.documents.by_id(document_ids)}
        if missing := [one for one in document_ids if one not in known]:
            raise NotFoundError(
                f"There is no document {missing[0]!r}.", remedy="List the documents to see their ids."
            )

    async def _reasoned(self, wish: Wish, vector: Vectors, chosen: Candidates) -> Recommended:
        around = await self._reader.chunks.neighbourhoods([chunk.chunk_id for chunk in chosen.chunks], 0)
        documents = {one.id: one for one in chosen.documents}
        # One by one: together they would be put in the order of their scores.
        passages = CitablePassages(
            [
                passage
                for chunk in chosen.chunks
                for passage in build_passages([chunk], around, documents, max_tokens=_MOST_TOKENS)
            ]
        )
        reasons = await asyncio.to_thread(find_reasons, passages, vector, wish.others, self._embedder)
        items = tuple(
            _item(wish, passages, reason, document=document, nearness=float(near))
            for reason, document, near in zip(reasons, chosen.documents, chosen.nearness, strict=True)
            if reason is not None
        )
        unsaid = wish.unsaid_in("\n".join(f"{one.title}\n{one.text}" for one in passages.passages))
        note = told.left_unsaid(unsaid, wish.language)
        return Recommended(
            Recommendation(wish=wish.whole, found=bool(items), items=items, note=note), passages
        )


def _item(
    wish: Wish, passages: CitablePassages, reason: CitableSentence, *, document: Document, nearness: float
) -> RecommendedRecord:
    matched = wish.matched(document.facets)
    cited = dict.fromkeys((reason, *rows_stating(passages.of(reason.number), matched)))
    return RecommendedRecord(
        title=document.title,
        document_id=document.id,
        source=document.source,
        reason=reason.text,
        citations=tuple(map(passages.cite, cited)),
        facets=document.facets,
        matched=matched,
        score=(1 + nearness) / 2,
    )


def _among(records: frozenset[str], document_ids: Sequence[str] | None) -> frozenset[str]:
    return records if document_ids is None else records.intersection(document_ids)


def _none_meets_all(wish: Wish, catalogue: RecordCatalogue, among: frozenset[str]) -> Recommended:
    emptied = emptied_by(wish, catalogue, among)
    note = told.none_meets_all(counted(wish, catalogue, among), emptied, len(among), wish.language)
    return _nothing(wish, note, emptied)


def _nothing(wish: Wish, note: str, emptied: tuple[str, ...] = ()) -> Recommended:
    empty = Recommendation(wish=wish.whole, found=False, note=note, emptied_by=emptied)
    return Recommended(empty, CitablePassages(()))
