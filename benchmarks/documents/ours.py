"""The readers of this repository, as an ingest calls them."""

from collections.abc import Iterator
from itertools import pairwise

from api.parts import FORMATS
from benchmarks.documents.reading import DocumentReader, Reading
from extraction.load.loader import Loader
from schemas.document import LoadedDocument

_MAX_BYTES = 50_000_000


def our_reader() -> DocumentReader:
    return DocumentReader("citegraph", frozenset(FORMATS.suffixes), _read)


def _read(content: bytes, suffix: str) -> Reading:
    documents = Loader(FORMATS, _MAX_BYTES).load_bytes(f"document{suffix}", content)
    first = documents[0]
    pages = tuple(page for document in documents for page in _pages(document))
    headings = tuple(block.title for document in documents for block in document.headings)
    return Reading(pages, first.title, headings, first.page_labels)


def _pages(document: LoadedDocument) -> Iterator[str]:
    bounds = [*document.page_starts, len(document.text)] if document.page_starts else [0, len(document.text)]
    return (document.text[start:end] for start, end in pairwise(bounds))
