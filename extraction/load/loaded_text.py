"""What a format finds in a file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extraction.load.clean_text import clean_text
from schemas.document import Block, BlockKind
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_NO_TITLE = re.compile(
    r"|untitled\b.*|\(?anonymous\)?|\(?unspecified\)?|word document|microsoft (?:word|powerpoint|excel)\b.*"
    r"|document\d*|제목 ?없음|.*\.(?:docx?|pdf|hwpx?|tex|dvi|indd|rtf|odt|txt)",
    re.IGNORECASE,
)
_TITLE_MAX_CHARS = 300


@dataclass(frozen=True)
class LoadedText:
    """Clean text with its places, as in `LoadedDocument`; `title` is None where the file names none.

    Where a file holds several documents, `part` is the id of this one within it and `content` its bytes.
    """

    text: str
    title: str | None = None
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()
    part: str | None = None
    content: bytes | None = None

    @property
    def first_heading(self) -> str | None:
        """The title of the first heading; None where there is none."""
        return next((block.title for block in self.blocks if block.kind == "heading"), None)


@dataclass(frozen=True)
class TextBlock:
    """A block before it has its place; only headings have a `level` (1 is the highest).

    `joined` blocks follow the one before on the next line, others after a blank line.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    joined: bool = False


def join_blocks(blocks: Iterable[TextBlock]) -> LoadedText:
    """The blocks as one clean text, without those that are blank."""
    parts: list[str] = []
    placed: list[Block] = []
    length = 0
    for block in blocks:
        text = clean_text(block.text).strip()
        if not text:
            continue
        gap = "" if not parts else "\n" if block.joined else "\n\n"
        length += len(gap)
        title = "" if block.level is None else " ".join(text.split())
        placed.append(Block(block.kind, length, length + len(text), block.level, title))
        parts.extend((gap, text))
        length += len(text)
    return LoadedText(text="".join(parts), blocks=tuple(placed))


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
