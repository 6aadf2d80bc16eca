"""A stretch of a document's text."""

import json

from pydantic import field_validator

from schemas.document import Language
from schemas.value import Value


class Chunk(Value):
    """A stretch of one document: `text` is exactly the document's text at `start:end` (characters).

    `index` counts from 0 within the document; `page` and `page_end` count from 1 and are None where the
    document has no pages; `heading` is the path of headings above its first words ("Life > Early years"), and `headings` has the
    document's offset and the path of each heading that begins in it. `column_heads` are those of a table that began before the chunk:
    it is searched under them, but they are no part of its text, and so are `links`, where words in it lead, as Markdown writes links.
    `ocr_confidence` is how surely its text was recognised in a picture (0..1, higher is better), None where it was written.
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
    headings: tuple[tuple[int, str], ...] = ()
    column_heads: str = ""
    links: tuple[str, ...] = ()
    ocr_confidence: float | None = None
    language: Language
    embedding: tuple[float, ...] | None = None

    @field_validator("headings", mode="before")
    @classmethod
    def _unpack_headings(cls, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value

    def heading_at(self, offset: int) -> str:
        """The headings over the character at this offset of the document."""
        over = [path for start, path in self.headings if start <= offset]
        return over[-1] if over else self.heading
