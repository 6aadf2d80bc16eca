"""Sentences of the passages, each at its place in its document, and the place of a quote."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.text.layout import Layout
from kg.text.sentences import sentence_spans
from retrieval.answer.page_images import image_of_quote, pages_of_quote
from schemas.retrieval import Citation, Passage

Span = tuple[int, int]

_MIN_LETTERS = 4
_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        # As the prompt shows them.
        "⟦": "[",
        "⟧": "]",
        "【": "[",
        "】": "]",
        "‹": "<",
    }
)
_EDGES = " \t\n\"'“”‘’«».,;:…"


@dataclass(frozen=True)
class CitableSentence:
    """A sentence of passage `number` (from 1); the document's text at `start:end` is `text`."""

    number: int
    text: str
    start: int
    end: int


class CitablePassages:
    """The passages of a retrieval with all that a citation has to say about a place in them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self.layouts = {
            one.document_id: Layout.of(one.document) if one.document else Layout() for one in self.passages
        }
        self._pieces = [_pieces(one, self.layouts[one.document_id]) for one in self.passages]
        self.sentences = tuple(
            sentence
            for number, (passage, pieces) in enumerate(zip(passages, self._pieces, strict=True), start=1)
            for sentence in _sentences(number, passage, pieces)
        )

    def of(self, number: int) -> list[CitableSentence]:
        """The sentences of passage `number`."""
        return [sentence for sentence in self.sentences if sentence.number == number]

    def quoted(self, number: int, quote: str) -> CitableSentence | None:
        """The sentence or sentences of passage `number` that hold the quote; None when it is not in it."""
        if not 1 <= number <= len(self.passages):
            return None
        passage = self.passages[number - 1]
        span = locate_quote(quote, passage.text)
        if span is None:
            return None
        start, end = passage.start + span[0], passage.start + span[1]
        touched = [sentence for sentence in self.of(number) if sentence.start < end and start < sentence.end]
        if not touched:
            return None
        whole = touched[0].start, touched[-1].end
        if not any(start <= whole[0] and whole[1] <= end for start, end in self._pieces[number - 1]):
            return max(touched, key=lambda sentence: min(end, sentence.end) - max(start, sentence.start))
        first, last = whole
        text = passage.text[first - passage.start : last - passage.start]
        return CitableSentence(number=number, text=text, start=first, end=last)

    def cite(self, sentence: CitableSentence) -> Citation:
        """The citation of this sentence."""
        passage = self.passages[sentence.number - 1]
        layout = self.layouts[passage.document_id]
        block = layout.block(sentence.start)
        last = sentence.end - 1
        quote = sentence.start, sentence.end
        chunk = next(chunk for chunk in passage.chunks if chunk.start <= sentence.start < chunk.end)
        return Citation(
            number=sentence.number,
            document_id=passage.document_id,
            title=passage.title,
            source=passage.source,
            page=layout.page(sentence.start),
            page_end=layout.page(last),
            page_label=layout.page_label(sentence.start),
            page_end_label=layout.page_label(last),
            heading=layout.heading(sentence.start) if layout.blocks else chunk.heading,
            block=block.kind if block else None,
            chunk_id=chunk.id,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            channels=tuple(place.channel for place in passage.channels),
            image=image_of_quote(passage.document_id, layout, quote),
            pages=pages_of_quote(passage.document_id, layout, quote),
        )


def _pieces(passage: Passage, layout: Layout) -> list[Span]:
    """Stretches of the document (start, end) that a sentence of the passage may lie in.

    None reaches over the end of a block. Headings are left out: they prove nothing.
    """
    return [
        piece
        for stretch in _unbroken(passage)
        for piece in layout.cut(*stretch)
        if not ((block := layout.block(piece[0])) and block.kind == "heading")
    ]


def _sentences(number: int, passage: Passage, pieces: Sequence[Span]) -> Iterator[CitableSentence]:
    """The sentences in these pieces of the passage, without those that repeat a heading."""
    headings = {part for chunk in passage.chunks for part in chunk.heading.split(" > ")}
    for start, end in pieces:
        stretch = passage.text[start - passage.start : end - passage.start]
        for first, last in sentence_spans(stretch, passage.chunks[0].language):
            text = stretch[first:last]
            if text.strip("# ") in headings:
                continue
            if sum(character.isalnum() for character in text) >= _MIN_LETTERS:
                yield CitableSentence(number=number, text=text, start=start + first, end=start + last)


def _unbroken(passage: Passage) -> list[Span]:
    """Stretches of the document (start, end) that the passage's chunks hold without a gap.

    In a gap is white space that only the document knows exactly, so no sentence may reach over it.
    """
    stretches: list[Span] = []
    for chunk in passage.chunks:
        if stretches and chunk.start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(stretches[-1][1], chunk.end)
        else:
            stretches.append((chunk.start, chunk.end))
    return stretches


def locate_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The span of the first place in `text` that the quote copies; None where there is none.

    Word for word if possible, else without regard to case, kind of quotation mark or dash, Unicode form and runs of
    white space; punctuation around the quote does not count.
    """
    wanted = quote.strip(_EDGES)
    if not any(character.isalnum() for character in wanted):
        return None
    start = text.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    folded, places = _folded(text)
    pattern, _ = _folded(wanted)
    start = folded.find(pattern)
    if start < 0:
        return None
    return places[start], places[start + len(pattern) - 1] + 1


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with case, form and white space normalised away, and for each character its place in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        for letter in unicodedata.normalize("NFKD", character).translate(_SIGNS).casefold():
            letters.append(letter)
            places.append(place)
    return "".join(letters), places
