"""Passages around the chunks that were found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.text.layout import Layout
from kg.text.sentences import sentence_spans
from llm.usage import count_tokens
from retrieval.passages.fusion import FusedChunk
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.retrieval import ChannelRank, Passage

Neighbourhoods = Mapping[str, Sequence[Chunk]]


@dataclass
class _Budget:
    """Tokens that may still be spent."""

    left: int

    def spend(self, text: str) -> bool:
        cost = count_tokens(text)
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass
class _Stretch:
    """Chunks taken from one document, by index."""

    chunks: dict[int, Chunk] = field(default_factory=dict)
    hits: dict[str, FusedChunk] = field(default_factory=dict)


def build_passages(
    hits: Sequence[FusedChunk],
    neighbourhoods: Neighbourhoods,
    documents: Mapping[str, Document],
    *,
    max_tokens: int,
) -> tuple[Passage, ...]:
    """Passages of the hits with their neighbours, best first, `max_tokens` in all at the most.

    Windows that overlap or touch become one passage; none reaches beyond its document. The hits come first, in their
    order, then the neighbours of the best hit, nearest first, and so on while the budget lasts. A first hit that is
    larger than the budget is cut at the end of a sentence. Hits of unknown chunks or documents are left out.
    """
    budget = _Budget(max_tokens)
    known = [hit for hit in hits if _centre(hit, neighbourhoods, documents) is not None]
    taken: dict[str, _Stretch] = {}
    for number, hit in enumerate(known):
        centre = _centre(hit, neighbourhoods, documents)
        if centre is None:
            continue
        stretch = taken.setdefault(centre.document_id, _Stretch())
        if centre.index not in stretch.chunks:
            fitting = centre if budget.spend(centre.text) else None
            if fitting is None and number == 0:
                fitting = _cut(centre, max_tokens)
                budget.left = 0
            if fitting is None:
                continue
            stretch.chunks[centre.index] = fitting
        stretch.hits[hit.chunk_id] = hit
    for hit in known:
        _widen(hit, neighbourhoods[hit.chunk_id], taken, budget)
    passages = [
        _passage(run, stretch.hits, documents[document_id])
        for document_id, stretch in taken.items()
        for run in _runs(stretch)
    ]
    return tuple(sorted(passages, key=lambda passage: (-passage.score, passage.document_id, passage.start)))


def join_chunks(chunks: Sequence[Chunk]) -> str:
    """The document's text from the first chunk's start to the last one's end; the chunks are in order.

    Where chunks overlap the text comes once; a gap, which a splitter leaves of white space only, is filled with as
    many blanks, a line break first, so that offsets stay those of the document.
    """
    text = ""
    start = chunks[0].start if chunks else 0
    for chunk in chunks:
        gap = chunk.start - (start + len(text))
        text += _blank(gap) if gap > 0 else ""
        text += chunk.text[max(0, start + len(text) - chunk.start) :]
    return text


def _centre(
    hit: FusedChunk, neighbourhoods: Neighbourhoods, documents: Mapping[str, Document]
) -> Chunk | None:
    for chunk in neighbourhoods.get(hit.chunk_id, ()):
        if chunk.id == hit.chunk_id and chunk.document_id in documents:
            return chunk
    return None


def _widen(hit: FusedChunk, around: Sequence[Chunk], taken: Mapping[str, _Stretch], budget: _Budget) -> None:
    """Add the hit's neighbours on each side until the budget ends there, so that no hole arises."""
    centre = next(chunk for chunk in around if chunk.id == hit.chunk_id)
    stretch = taken[centre.document_id]
    if hit.chunk_id not in stretch.hits:
        return
    after = [chunk for chunk in around if chunk.index > centre.index]
    before = [chunk for chunk in reversed(around) if chunk.index < centre.index]
    for distance in range(max(len(before), len(after))):
        for side in (before, after):
            if distance >= len(side) or side[distance].index in stretch.chunks:
                continue
            if not budget.spend(side[distance].text):
                return
            stretch.chunks[side[distance].index] = side[distance]


def _runs(stretch: _Stretch) -> list[list[Chunk]]:
    runs: list[list[Chunk]] = []
    for index in sorted(stretch.chunks):
        if runs and runs[-1][-1].index == index - 1:
            runs[-1].append(stretch.chunks[index])
        else:
            runs.append([stretch.chunks[index]])
    return runs


def _passage(run: Sequence[Chunk], hits: Mapping[str, FusedChunk], document: Document) -> Passage:
    inside = [hits[chunk.id] for chunk in run if chunk.id in hits]
    start, text = run[0].start, join_chunks(run)
    layout, last = Layout.of(document), start + len(text) - 1
    return Passage(
        document_id=document.id,
        title=document.title,
        source=document.source,
        text=text,
        start=start,
        end=last + 1,
        page=layout.page(start),
        page_end=layout.page(last),
        page_label=layout.page_label(start),
        page_end_label=layout.page_label(last),
        heading=run[0].heading,
        links=tuple(dict.fromkeys(link for chunk in run for link in chunk.links)),
        ocr_confidence=min((one for chunk in run if (one := chunk.ocr_confidence) is not None), default=None),
        chunk_ids=tuple(chunk.id for chunk in run),
        hits=tuple(hit.chunk_id for hit in inside),
        score=max((hit.score for hit in inside), default=0.0),
        channels=_best_ranks(inside),
        chunks=tuple(run),
        document=document,
    )


def _best_ranks(hits: Sequence[FusedChunk]) -> tuple[ChannelRank, ...]:
    best: dict[str, ChannelRank] = {}
    for place in (place for hit in hits for place in hit.channels):
        if place.channel not in best or place.rank < best[place.channel].rank:
            best[place.channel] = place
    return tuple(sorted(best.values(), key=lambda place: (place.rank, place.channel)))


def _cut(chunk: Chunk, max_tokens: int) -> Chunk:
    """The beginning of the chunk that fits, cut after a sentence where one fits, else in the middle of it."""
    ends = [end for _, end in sentence_spans(chunk.text, chunk.language)]
    fitting = [end for end in ends if count_tokens(chunk.text[:end]) <= max_tokens]
    # A character is at most one token, so this many always fit.
    end = max(fitting, default=min(max_tokens, len(chunk.text)))
    return chunk.model_copy(update={"text": chunk.text[:end], "end": chunk.start + end})


def _blank(length: int) -> str:
    return ("\n" + " " * (length - 1)) if length > 1 else " " * length
