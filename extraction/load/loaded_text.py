"""What a format finds in a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.load.clean_text import clean_text
from extraction.load.links import take_links
from schemas.awaited import Awaited
from schemas.document import Block, BlockKind, Facets
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning
from schemas.word_box import WordBoxes

_NO_TITLE = re.compile(
    r"|untitled\b.*|\(?anonymous\)?|\(?unspecified\)?|word document|microsoft (?:word|powerpoint|excel)\b.*"
    r"|document\d*|제목 ?없음|.*\.(?:docx?|pdf|hwpx?|tex|dvi|indd|rtf|odt|txt)",
    re.IGNORECASE,
)
_TITLE_MAX_CHARS = 300
_GAP = "\n\n"
_GAP_CHARS = len(_GAP)


@dataclass(frozen=True)
class LoadedText:
    """Clean text with its places, as in `LoadedDocument`; `title` is None where the file names none.

    `words` says where the words stand on the pages, `facets` what other fields of a record say of it.

    What is `awaited` is left out of it, to be read later.

    Where a file holds several documents, `part` is the id of this one within it, `content` its bytes and `media_type` what it
    is, if that is not the file's.

    `line_ends` are the places of blanks between letters of Hangul that only the end of a line stands for: they may be within words.
    """

    text: str
    title: str | None = None
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()
    words: WordBoxes = field(default_factory=WordBoxes)
    facets: Facets = field(default_factory=dict)
    part: str | None = None
    content: bytes | None = None
    media_type: str | None = None
    awaited: Awaited | None = None
    line_ends: tuple[int, ...] = ()

    @property
    def first_heading(self) -> str | None:
        """The title of the first heading; None where there is none."""
        return next((block.title for block in self.blocks if block.kind == "heading"), None)

    def with_warnings(self, warnings: Iterable[IngestWarning]) -> "LoadedText":
        """The same text, with these warnings behind its own."""
        return replace(self, warnings=(*self.warnings, *warnings))


@dataclass(frozen=True)
class TextBlock:
    """A block before it has its place; only headings have a `level` (1 is the highest).

    `joined` blocks follow the one before on the next line, others after a blank line; `indent` stands before the text, as
    the items of inner lists have it.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    joined: bool = False
    indent: str = ""


def row_block(cells: Sequence[str], *, joined: bool) -> TextBlock:
    """A row of a table as a block, each cell in one line, with bars between them.

    Around them too where one at an end is empty, for white space at an end is lost.
    """
    texts = [" ".join(cell.split()) for cell in cells]
    row = " | ".join(texts)
    is_framed = not all((*texts[:1], *texts[-1:]))
    return TextBlock(f"| {row} |" if is_framed else row, "row", joined=joined)


def row_blocks(rows: Iterable[Sequence[str]]) -> Iterator[TextBlock]:
    """The rows of one table, each on the line after the one before."""
    for number, row in enumerate(rows):
        yield row_block(row, joined=number > 0)


def cell_text(blocks: Iterable[TextBlock]) -> str:
    """What is in a cell in one line; the cells of a table within it have blanks between them, not bars as cells of its own have."""
    texts = (
        block.text.strip("| ").replace(" | ", " ") if block.kind == "row" else block.text for block in blocks
    )
    return " ".join(" ".join(texts).split())


def join_blocks(blocks: Iterable[TextBlock]) -> LoadedText:
    """The blocks as one clean text, without those that are blank."""
    parts: list[str] = []
    placed: list[Block] = []
    length = 0
    for block in blocks:
        plain, links = take_links(block.text)
        text = clean_text(plain).strip()
        if not text:
            continue
        gap = ("" if not parts else "\n" if block.joined else "\n\n") + (block.indent if parts else "")
        length += len(gap)
        title = "" if block.level is None else " ".join(text.split())
        placed.append(Block(block.kind, length, length + len(text), block.level, title, links=links))
        parts.extend((gap, text))
        length += len(text)
    return LoadedText(text="".join(parts), blocks=tuple(placed))


def join_texts(texts: Sequence[LoadedText]) -> LoadedText:
    """The texts one after the other, as chapters or the cells of a notebook; those without words are passed over."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for loaded in texts:
        if not loaded.text.strip():
            continue
        length += _GAP_CHARS if parts else 0
        blocks.extend(
            replace(block, start=block.start + length, end=block.end + length) for block in loaded.blocks
        )
        parts.append(loaded.text)
        length += len(loaded.text)
    warnings = tuple(warning for loaded in texts for warning in loaded.warnings)
    return LoadedText(text=_GAP.join(parts), blocks=tuple(blocks), warnings=warnings)


def join_pages(pages: Sequence[LoadedText], labels: Sequence[str] = ()) -> LoadedText:
    """The pages one after the other, each with its place; one without words begins where the next does."""
    starts, place = [], 0
    for page in pages:
        starts.append(place)
        place += len(page.text) + _GAP_CHARS if page.text.strip() else 0
    joined = join_texts(pages)
    kept = [start for start in starts if start < len(joined.text)]
    return replace(joined, page_starts=tuple(kept), page_labels=tuple(labels[: len(kept)]))


def limited_blocks(blocks: Iterable[TextBlock], name: str, *, max_bytes: int) -> Iterator[TextBlock]:
    """The blocks, until their text grows too long: a merged cell's comes again in each place that it covers.

    Raises:
        DocumentRejectedError: it is longer than `max_bytes` characters.
    """
    chars = 0
    for block in blocks:
        chars += len(block.text)
        check_text_length(name, chars, max_bytes=max_bytes)
        yield block


def find_paragraphs(text: str, item: re.Pattern[str] | None = None) -> Iterator[Block]:
    """The stretches between blank lines as paragraphs, and lines that begin with an `item` mark as blocks of their own."""
    kind: BlockKind = "paragraph"
    start = end = place = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        begins_item = bool(item and words and item.match(words))
        if start < end and (not words or begins_item):
            yield Block(kind, start, end)
            start = end
        if words:
            if start >= end:
                kind = "item" if begins_item else "paragraph"
                start = place + len(line) - len(line.lstrip())
            end = place + len(line.rstrip())
        place += len(line)
    if start < end:
        yield Block(kind, start, end)


def unreadable(count: int) -> tuple[IngestWarning, ...]:
    """The warning about characters of a text file that were blanked out; none where there were none."""
    if not count:
        return ()
    remedy = "Look at the file in an editor: its control characters became blanks."
    return (IngestWarning(kind="character that cannot be read", count=count, remedy=remedy),)


def stated_title(title: str | None) -> str | None:
    """The title of a file's properties; None where there is none, or where a program filled it in ("Microsoft Word - draft.docx")."""
    plain = " ".join((title or "").replace("\x00", " ").split())
    return None if _NO_TITLE.fullmatch(plain) or len(plain) > _TITLE_MAX_CHARS else plain


def check_text_length(name: str, chars: int, *, max_bytes: int) -> None:
    """Refuse a text of more characters than a file may have bytes: a small PDF or Word file can unpack to a library.

    Characters, not bytes: Korean in CP949 has more bytes as UTF-8 than it had in its file.

    Raises:
        DocumentRejectedError: it is longer; `name` is in the message.
    """
    if chars > max_bytes:
        raise DocumentRejectedError(
            f"{name} holds more text than the {max_bytes:,} characters a document may have",
            remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
        )
