"""A stretch of a document's text."""

from schemas.document import Language
from schemas.value import Value


class Chunk(Value):
    """A stretch of one document: `text` is exactly the document's text at `start:end` (characters).

    `index` counts from 0 within the document; `page` and `page_end` count from 1 and are None where the
    document has no pages; `heading` is the path of headings above the chunk ("Life > Early years").
    `embedding` has shape (dimensions,), unit length, and is None until computed.
    """

    id: str
    document_id: str
    index: int
    text: str
    start: int
    end: int
    page: int | None = None
    page_end: int | None = None
    heading: str = ""
    language: Language
    embedding: tuple[float, ...] | None = None
