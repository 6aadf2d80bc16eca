"""From a document to its chunks."""

from bisect import bisect_right
from collections.abc import Iterable

from extraction.split.fixed import split_fixed
from extraction.split.headings import split_by_heading
from extraction.split.outline import Outline
from extraction.split.recursive import keep_headings, split_recursive
from extraction.split.semantic import split_semantic
from extraction.split.sentence_mask import mask_sentences
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all
from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.errors import ConfigError
from schemas.ids import chunk_id
from schemas.ports import Embedder

__all__ = ["SplitSettings", "split_document"]


def split_document(
    document_id: str, document: LoadedDocument, settings: SplitSettings, *, embedder: Embedder | None = None
) -> tuple[Chunk, ...]:
    """The chunks of a document, in order, each with its exact place, pages, headings and language.

    Every character that is not white space is in a chunk, no chunk is blank, none is longer than
    `settings.max_chars`, and the same input gives the same chunks. Without overlap, no two share a character.

    Raises:
        ConfigError: the strategy is `semantic` and there is no embedder.
    """
    outline = Outline(document.text, document.headings)
    spans = trim_all(document.text, _spans(document, settings, outline, embedder))
    return tuple(
        _chunk(document_id, document, index, span, outline.path(span)) for index, span in enumerate(spans)
    )


def _spans(
    document: LoadedDocument, settings: SplitSettings, outline: Outline, embedder: Embedder | None
) -> Iterable[Span]:
    if settings.strategy == "fixed":
        return split_fixed(document.text, settings)
    sentences = sentence_spans(document.text, document.language)
    if settings.strategy == "semantic":
        if embedder is None:
            raise ConfigError(
                "splitting by meaning (semantic) needs an embedding model",
                remedy="Configure one, or choose another strategy.",
            )
        return split_semantic(document.text, sentences, settings, embedder)
    masked = mask_sentences(document.text, sentences)
    if settings.strategy == "markdown":
        return split_by_heading(masked, settings, outline)
    return keep_headings(split_recursive(masked, settings), outline, max_chars=settings.max_chars)


def _chunk(document_id: str, document: LoadedDocument, index: int, span: Span, heading: str) -> Chunk:
    start, end = span
    text = document.text[start:end]
    return Chunk(
        id=chunk_id(document_id, index, text),
        document_id=document_id,
        index=index,
        text=text,
        start=start,
        end=end,
        page=_page(document, start),
        page_end=_page(document, end - 1),
        heading=heading,
        language=detect_language(text),
    )


def _page(document: LoadedDocument, place: int) -> int | None:
    return bisect_right(document.page_starts, place) if document.page_starts else None
