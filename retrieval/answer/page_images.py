"""The pages of an answer, to be looked at."""

from collections.abc import Iterator, Mapping, Sequence

from kg.text.layout import Layout
from retrieval.question.pages import page_asked, pages_named
from schemas.page_image import WHOLE_TEXT, PageImage, page_image_path
from schemas.retrieval import Citation

Span = tuple[int, int]


def image_of_quote(document_id: str, layout: Layout, quote: Span) -> str:
    """Where the first page of this stretch of the document is shown, or its text where it has no pages."""
    return page_image_path(document_id, layout.page(quote[0]) or WHOLE_TEXT, [quote])


def pages_of_quote(document_id: str, layout: Layout, quote: Span) -> tuple[PageImage, ...]:
    """The pages that this stretch of the document is on; none where it has no pages."""
    return tuple(_shown(document_id, layout, page, [quote]) for page in layout.pages(*quote))


def pages_spoken_of(
    question: str, answer: str, citations: Sequence[Citation], layouts: Mapping[str, Layout]
) -> tuple[PageImage, ...]:
    """The pages that the question asks about in these documents, and those that the answer names in the ones that it cites.

    What is cited on them is marked. Cited documents come first.
    """
    cited = list(dict.fromkeys(citation.document_id for citation in citations))
    asked = page_asked(question)
    places = [
        *_places([asked.page] if asked else [], [*cited, *layouts], layouts),
        *_places(pages_named(answer), cited, layouts),
    ]
    return tuple(
        _shown(document, layouts[document], page, _quotes_on(document, page, citations))
        for document, page in dict.fromkeys(places)
    )


def _places(
    names: Sequence[str], documents: Sequence[str], layouts: Mapping[str, Layout]
) -> Iterator[tuple[str, int]]:
    """The document and number of each page that calls itself so."""
    for name in names:
        for document in documents:
            page = layouts[document].page_called(name)
            if page is not None:
                yield document, page


def _quotes_on(document_id: str, page: int, citations: Sequence[Citation]) -> list[Span]:
    return [
        (citation.start, citation.end)
        for citation in citations
        if citation.document_id == document_id and page in {shown.page for shown in citation.pages}
    ]


def _shown(document_id: str, layout: Layout, page: int, quotes: Sequence[Span]) -> PageImage:
    path = page_image_path(document_id, page, quotes)
    return PageImage(document_id=document_id, page=page, label=layout.label(page), image=path)
