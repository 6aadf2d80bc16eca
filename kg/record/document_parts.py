"""Which parts of split names the mentions and statements of a document are about."""

from kg.view.split import Splits, Spot, part_at
from schemas.document_graph import DocumentGraph, Evidence, Mention
from schemas.ids import mention_id


class DocumentParts:
    """The part of each name in one document, as the splits in force say; the name itself where it was not split."""

    def __init__(self, graph: DocumentGraph, splits: Splits) -> None:
        self._source = graph.document.source
        self._splits = splits
        self._chunks = {chunk.id: chunk for chunk in graph.chunks} if splits else {}
        self._spots: dict[str, list[Spot]] = {}
        for mention in graph.mentions if splits else ():
            at = self._chunks[mention.chunk_id].start + mention.start
            spot = Spot(self.of(mention), mention.chunk_id, at)
            self._spots.setdefault(mention.origin, []).append(spot)

    def of(self, mention: Mention) -> str:
        """The id, before any merge, of what the mention names."""
        if not self._splits:
            return mention.origin
        text = self._chunks[mention.chunk_id].text
        itself = mention_id(self._source, text, mention.start, mention.end)
        return self._splits.part_of(mention.origin, self._source, itself)

    def ends(self, piece: Evidence) -> tuple[str, str]:
        """The ids, before any merge, of what head and tail of the statement are."""
        return self._end(piece, piece.head_origin), self._end(piece, piece.tail_origin)

    def _end(self, piece: Evidence, origin: str) -> str:
        if not self._splits:
            return origin
        start = self._chunks[piece.chunk_id].start
        spots = self._spots.get(origin, ())
        return part_at(spots, piece.chunk_id, start + piece.start, start + piece.end) or origin
