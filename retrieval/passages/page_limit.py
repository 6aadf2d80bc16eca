"""Answering from one page only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.reader import GraphReader
from retrieval.passages.fusion import FusedChunk
from schemas.chunk import Chunk
from schemas.retrieval import ChannelResult

_MOST_UNRANKED = 50


@dataclass(frozen=True)
class PageLimit:
    """Where the page of this label is: for each chunk on it the stretch (start, end) of its document that the page is."""

    label: str
    stretches: Mapping[str, tuple[int, int]]
    document_ids: tuple[str, ...]

    @property
    def note(self) -> str:
        """What a reader of the answer should know."""
        if not self.stretches:
            return f"no document that was looked in has a page {self.label}"
        count = len(self.document_ids)
        return f"only page {self.label} was looked at, in {count} document{'s' if count > 1 else ''}"

    def only(self, results: Iterable[ChannelResult]) -> tuple[ChannelResult, ...]:
        """The channels' results without the chunks of other pages."""
        return tuple(
            result.model_copy(
                update={"ranked": tuple(one for one in result.ranked if one.chunk_id in self.stretches)}
            )
            for result in results
        )

    def completed(self, ranked: Sequence[FusedChunk]) -> list[FusedChunk]:
        """The ranking, and after it the chunks of the page that no channel proposed."""
        known = {one.chunk_id for one in ranked}
        missing = [chunk for chunk in self.stretches if chunk not in known][:_MOST_UNRANKED]
        return [*ranked, *(FusedChunk(chunk, 0.0, ()) for chunk in missing)]

    def cut(self, neighbourhoods: Mapping[str, Sequence[Chunk]]) -> dict[str, list[Chunk]]:
        """The chunks around each hit, as far as they are on the page that the hit is on."""
        return {
            hit: [part for chunk in around if (part := _cut(chunk, *self.stretches[hit])) is not None]
            for hit, around in neighbourhoods.items()
            if hit in self.stretches
        }


async def find_page(reader: GraphReader, label: str, document_ids: Sequence[str] | None) -> PageLimit:
    """The page that calls itself so (in lower case), in each document that has one; its number where it has no label.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    places = await reader.chunks.on_page(label, document_ids)
    return PageLimit(
        label,
        {one.chunk_id: (one.start, one.end) for one in places},
        tuple(dict.fromkeys(one.document_id for one in places)),
    )


def _cut(chunk: Chunk, start: int, end: int) -> Chunk | None:
    first, last = max(chunk.start, start), min(chunk.end, end)
    text = chunk.text[first - chunk.start : max(last - chunk.start, 0)]
    if not text.strip():
        return None
    return chunk.model_copy(update={"text": text, "start": first, "end": last})
