"""Sentences of the passages, each at its place in its document, and where a quoted stretch stands."""

import unicodedata
from collections.abc import Mapping, Sequence

from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from retrieval.passages.window import page_at
from schemas.chunk import Chunk
from schemas.document import Document, Language
from schemas.retrieval import Citation, Passage
from schemas.value import Value

_MIN_LETTERS = 4


class CitableSentence(Value):
    """A sentence of passage `number` (from 1); the document's text at `start:end` is `text`."""

    number: int
    text: str
    start: int
    end: int


class CitablePassages:
    """The passages of a retrieval with all that a citation has to say about a place in them."""

    def __init__(
        self, passages: Sequence[Passage], chunks: Sequence[Chunk], documents: Mapping[str, Document]
    ) -> None:
        self.passages = tuple(passages)
        self._chunks = {chunk.id: chunk for chunk in chunks}
        self._documents = documents
        self.sentences = tuple(
            sentence for number in range(1, len(passages) + 1) for sentence in self._sentences(number)
        )

    def of(self, number: int) -> list[CitableSentence]:
        """The sentences of passage `number`."""
        return [sentence for sentence in self.sentences if sentence.number == number]

    def quoted(self, number: int, quote: str) -> CitableSentence | None:
        """The sentence or sentences of passage `number` that hold the quote; None when it does not stand there."""
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
        if not any(start <= whole[0] and whole[1] <= end for start, end in self._unbroken(passage)):
            return max(touched, key=lambda sentence: min(end, sentence.end) - max(start, sentence.start))
        first, last = whole
        text = passage.text[first - passage.start : last - passage.start]
        return CitableSentence(number=number, text=text, start=first, end=last)

    def cite(self, sentence: CitableSentence) -> Citation:
        """The citation of this sentence."""
        passage = self.passages[sentence.number - 1]
        chunk = self._chunk_at(passage, sentence.start)
        document = self._documents.get(passage.document_id)
        return Citation(
            number=sentence.number,
            document_id=passage.document_id,
            title=passage.title,
            source=passage.source,
            page=page_at(document, sentence.start) if document else passage.page,
            heading=chunk.heading if chunk else passage.heading,
            chunk_id=chunk.id if chunk else passage.chunk_ids[0],
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            channels=tuple(place.channel for place in passage.channels),
        )

    def _sentences(self, number: int) -> list[CitableSentence]:
        passage = self.passages[number - 1]
        headings = self._headings(passage)
        found: list[CitableSentence] = []
        for start, end in self._unbroken(passage):
            stretch = passage.text[start - passage.start : end - passage.start]
            for first, last in sentence_spans(stretch, self._language(passage)):
                text = stretch[first:last]
                if text.strip("# ") in headings:
                    continue
                if sum(character.isalnum() for character in text) >= _MIN_LETTERS:
                    found.append(
                        CitableSentence(number=number, text=text, start=start + first, end=start + last)
                    )
        return found

    def _headings(self, passage: Passage) -> set[str]:
        return {part for chunk in self._chunks_of(passage) for part in chunk.heading.split(" > ")}

    def _unbroken(self, passage: Passage) -> list[tuple[int, int]]:
        """Stretches of the document (start, end) that the chunks hold without a gap.

        In a gap stands white space that only the document knows exactly, so no sentence may reach over it.
        """
        stretches: list[tuple[int, int]] = []
        for chunk in self._chunks_of(passage):
            end = min(chunk.end, passage.end)
            if stretches and chunk.start <= stretches[-1][1]:
                stretches[-1] = stretches[-1][0], max(stretches[-1][1], end)
            else:
                stretches.append((chunk.start, end))
        return stretches or [(passage.start, passage.end)]

    def _chunks_of(self, passage: Passage) -> list[Chunk]:
        return [self._chunks[one] for one in passage.chunk_ids if one in self._chunks]

    def _chunk_at(self, passage: Passage, place: int) -> Chunk | None:
        for chunk in self._chunks_of(passage):
            if chunk.start <= place < chunk.end:
                return chunk
        return None

    def _language(self, passage: Passage) -> Language:
        chunks = self._chunks_of(passage)
        return chunks[0].language if chunks else detect_language(passage.text)


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
    }
)
_EDGES = " \t\n\"'“”‘’«».,;:…"


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
    """The text levelled, and for each character of it its place in the original."""
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
