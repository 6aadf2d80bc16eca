"""From a document to its chunks."""

from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all
from extraction.split.task import SplitTask, Splitter
from kg.text.language import detect_language
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.ids import chunk_id
from schemas.ports import Embedder


def split_document(
    document_id: str,
    document: LoadedDocument,
    splitter: Splitter,
    sizes: SplitSettings,
    embedder: Embedder,
) -> tuple[Chunk, ...]:
    """The chunks of a document, in order, each with its exact place, pages, headings and language.

    Every character that is not white space is in a chunk, no chunk is blank, none is longer than
    `sizes.max_chars`, and the same input gives the same chunks. Without overlap, no two share a character.
    """
    task = SplitTask(document, sizes, embedder)
    spans = trim_all(document.text, splitter.split(task))
    return tuple(_chunk(document_id, task, index, span) for index, span in enumerate(spans))


def _chunk(document_id: str, task: SplitTask, index: int, span: Span) -> Chunk:
    start, end = span
    text = task.text[start:end]
    return Chunk(
        id=chunk_id(document_id, index, text),
        document_id=document_id,
        index=index,
        text=text,
        start=start,
        end=end,
        page=task.layout.page(start),
        page_end=task.layout.page(end - 1),
        heading=task.outline.path(span),
        headings=task.outline.inside(span),
        ocr_confidence=task.layout.confidence(start, end),
        column_heads=task.table_heads.over(span),
        links=task.layout.links(*span),
        language=detect_language(text),
    )
