"""The piece of a record that says best why it meets a wish, letter by letter."""

from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.recommendation.wording import Word, said_in
from schemas.document import Facets
from schemas.ports import Embedder, Vectors

_WORD_WORTH = 0.1
"""What a word of the wish that the piece has adds to how near it is in meaning (a cosine)."""
_LEAST_WORDS = 6
"""A field of so many words is told, and as good a reason as a sentence."""


def find_reasons(
    passages: CitablePassages, vector: Vectors, words: Sequence[Word], embedder: Embedder
) -> list[CitableSentence | None]:
    """Of each passage the sentence, or where it has none the field, nearest to the wish in meaning and words; None of one without words.

    `vector` is that of the wish, shape (dimensions,). Plain synchronous code: call it through a thread.
    """
    candidates = [_candidates(passages, number) for number in range(1, len(passages.passages) + 1)]
    texts = [piece.text for pieces in candidates for piece in pieces]
    scores = iter(
        float(near) + _WORD_WORTH * len(said_in(words, text))
        for near, text in zip(embedder.embed(texts) @ vector, texts, strict=True)
    )
    return [_best(pieces, [next(scores) for _ in pieces]) for pieces in candidates]


def rows_stating(pieces: Sequence[CitableSentence], facets: Facets) -> Iterator[CitableSentence]:
    """Those of the pieces that are rows which state these values."""
    wanted = {f"{name} | {value}".casefold() for name, values in facets.items() for value in values}
    for piece in pieces:
        if " ".join(piece.text.split()).casefold() in wanted:
            yield piece


def _candidates(passages: CitablePassages, number: int) -> list[CitableSentence]:
    pieces = passages.of(number)
    layout = passages.layouts[passages.passages[number - 1].document_id]
    told = [
        piece
        for piece in pieces
        if (block := layout.block(piece.start)) is None
        or block.kind != "row"
        or len(piece.text.split()) >= _LEAST_WORDS
    ]
    return told or pieces


def _best(pieces: Sequence[CitableSentence], scores: Sequence[float]) -> CitableSentence | None:
    return pieces[int(np.argmax(scores))] if pieces else None
