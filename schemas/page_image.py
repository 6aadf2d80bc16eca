"""Pictures of pages, by where the HTTP API has them."""

from collections.abc import Iterable

from schemas.value import Value

WHOLE_TEXT = 1
"""The page under which the text of a document without pages is shown."""


class PageImage(Value):
    """A page that can be looked at: `image` is the path of its picture in the HTTP API, with the words in question marked.

    `page` counts from 1, and `label` is what the page calls itself where it does otherwise ("iv").
    """

    document_id: str
    page: int
    label: str | None = None
    image: str


def page_image_path(document_id: str, page: int, spans: Iterable[tuple[int, int]] = ()) -> str:
    """Where the picture of the page is, with these stretches (start, end) of the document's text marked on it."""
    marked = ",".join(f"{start}-{end}" for start, end in spans)
    path = f"/v1/documents/{document_id}/pages/{page}.png"
    return f"{path}?highlight={marked}" if marked else path
