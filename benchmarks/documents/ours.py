"""The readers of this repository, as an ingest calls them."""

from itertools import pairwise

from api.parts import FORMATS
from benchmarks.documents.reading import DocumentReader, Reading
from extraction.load.loader import Loader

_MAX_BYTES = 50_000_000


def our_reader() -> DocumentReader:
    return DocumentReader("citegraph", frozenset(FORMATS.suffixes), _read)


def _read(content: bytes, suffix: str) -> Reading:
    (document,) = Loader(FORMATS, _MAX_BYTES).load_bytes(f"document{suffix}", content)
    bounds = [*document.page_starts, len(document.text)] if document.page_starts else [0, len(document.text)]
    pages = tuple(document.text[start:end] for start, end in pairwise(bounds))
    headings = tuple(block.title for block in document.headings)
    return Reading(pages, document.title, headings, document.page_labels)
