"""The pages of a file as one text: running heads out, paragraphs whole, every word with its place."""

from collections.abc import Sequence

from extraction.load.accounting import Account, LeftOut, account_for
from extraction.load.loaded_text import LoadedText, stated_title
from extraction.load.ocr.scans import NO_ENGINE
from extraction.load.pdf.flow import in_one_flow
from extraction.load.pdf.furniture import find_furniture, line_numbers
from extraction.load.pdf.headings import Bookmark, mark_headings, title_of
from extraction.load.pdf.hyphens import Hyphens
from extraction.load.pdf.page import Page, parts_of, usual
from extraction.load.pdf.paragraphs import Part
from extraction.load.pdf.picture_parts import with_pictures
from extraction.load.pdf.text import TextBuilder
from extraction.load.pdf.word import joined
from extraction.load.pictures import DescribedPicture
from extraction.load.plain_text import find_title
from schemas.warning import IngestWarning
from schemas.word_box import WordBoxes

_NAMED = 10
_HIDDEN_REMEDY = "Nobody sees it on the page: it is no part of the text."
_EDGE_REMEDY = "It stands beside the text, page for page."


def assemble(
    pages: Sequence[Page],
    *,
    labels: Sequence[str] = (),
    bookmarks: Sequence[Bookmark] = (),
    stated: str = "",
    described: Sequence[DescribedPicture] = (),
) -> LoadedText:
    """The text of all pages with the place of each word; `stated` is the title that the file gives itself.

    What is seen on pictures is `described` beside their captions.
    """
    left_out = _take_out_furniture(pages, labels)
    parts = in_one_flow([parts_of(page) for page in pages])
    type_of_text = usual(pages)
    mark_headings(parts, bookmarks, type_of_text)
    builder = _built(with_pictures(parts, described), pages)
    text = builder.text
    return LoadedText(
        text=text,
        title=stated_title(stated) or title_of(parts, type_of_text) or find_title(text),
        page_starts=_page_starts(builder.starts, len(pages), len(text)),
        page_labels=tuple(labels),
        blocks=tuple(builder.blocks),
        warnings=(*_blank_pages(pages), *_account(pages, parts, left_out).warnings()),
        words=WordBoxes.of(builder.boxes),
        line_ends=tuple(builder.line_ends),
    )


def _take_out_furniture(pages: Sequence[Page], labels: Sequence[str]) -> dict[int, list[LeftOut]]:
    """Take running heads, feet, page and line numbers out of the pages; what was taken out, by page."""
    rows = {page.number: page.rows for page in pages}
    edges = find_furniture(rows, labels)
    left_out: dict[int, list[LeftOut]] = {}
    for page in pages:
        for one in (*edges.get(page.number, ()), *line_numbers(rows[page.number])):
            page.left_out |= {id(word) for word in one.row.words}
            left_out.setdefault(page.number, []).append(
                LeftOut(one.reason, one.row.text, f"page {page.number}", _EDGE_REMEDY)
            )
    return left_out


def _built(parts: Sequence[Part], pages: Sequence[Page]) -> TextBuilder:
    words = (word.text for part in parts for word in part.words)
    builder = TextBuilder(Hyphens(words), lambda word: pages[word.page - 1].shown(word.box))
    for part in parts:
        builder.add(part)
    return builder


def _page_starts(starts: dict[int, int], pages: int, length: int) -> tuple[int, ...]:
    """Where each page begins; one without text begins where the next one does."""
    found: list[int] = []
    following = length
    for number in range(pages, 0, -1):
        following = min(starts.get(number, following), following)
        found.append(following)
    return tuple(reversed(found))


def _account(pages: Sequence[Page], parts: Sequence[Part], left_out: dict[int, list[LeftOut]]) -> Account:
    """What was seen on each page, and what became of it."""
    kept: dict[int, list[str]] = {}
    for part in parts:
        if part.kind == "picture":
            continue  # it stands on no page
        for word in (*part.words, *part.again):
            kept.setdefault(word.page, []).append(word.text)
        if part.mark:  # it stood in the text too, and was taken out there
            kept.setdefault(part.words[0].page, []).append(part.mark)
    total = Account()
    for page in pages:
        place = f"page {page.number}"
        hidden = [
            LeftOut(reason, joined(words), place, _HIDDEN_REMEDY) for reason, words in page.hidden.items()
        ]
        total += account_for(
            page.seen,
            " ".join(kept.get(page.number, ())),
            [*hidden, *left_out.get(page.number, ())],
            place=place,
        )
    return total


def _blank_pages(pages: Sequence[Page]) -> tuple[IngestWarning, ...]:
    blank = [str(page.number) for page in pages if page.is_blank and page.recognised is None]
    if not blank:
        return ()
    more = f" and {len(blank) - _NAMED} more" if len(blank) > _NAMED else ""
    return (
        IngestWarning(
            kind="page without text",
            place=f"page {', '.join(blank[:_NAMED])}{more}",
            count=len(blank),
            remedy=NO_ENGINE,
        ),
    )
