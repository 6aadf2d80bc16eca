"""What a format finds in a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extraction.load.clean_text import clean_text
from schemas.document import Heading
from schemas.errors import DocumentRejectedError

_NO_TITLE = re.compile(
    r"|untitled\b.*|\(?anonymous\)?|\(?unspecified\)?|word document|microsoft (?:word|powerpoint|excel)\b.*"
    r"|document\d*|제목 ?없음|.*\.(?:docx?|pdf|hwpx?|tex|dvi|indd|rtf|odt|txt)",
    re.IGNORECASE,
)
_TITLE_MAX_CHARS = 300


@dataclass(frozen=True)
class LoadedText:
    """Clean text with its places; `title` is empty where the file names none.

    `headings` and `page_starts` are offsets in `text`, as in `LoadedDocument`. Where a file holds several documents,
    `part` is the id of this one within it and `content` its bytes.
    """

    text: str
    title: str = ""
    page_starts: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    part: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, table row or list item; a heading when it has a `level` (1 is the highest).

    `joined` blocks follow the one before on the next line, others after a blank line.
    """

    text: str
    level: int | None = None
    joined: bool = False


def join_blocks(blocks: Iterable[Block]) -> LoadedText:
    """The blocks as one clean text, without those that are blank."""
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        text = clean_text(block.text).strip()
        if not text:
            continue
        gap = "" if not parts else "\n" if block.joined else "\n\n"
        length += len(gap)
        if block.level is not None:
            headings.append(Heading(start=length, level=block.level, title=" ".join(text.split())))
        parts.extend((gap, text))
        length += len(text)
    return LoadedText(text="".join(parts), headings=tuple(headings))


def stated_title(title: str | None) -> str:
    """The title of a file's properties, or nothing where a program filled it in ("Microsoft Word - draft.docx")."""
    plain = " ".join((title or "").replace("\x00", " ").split())
    return "" if _NO_TITLE.fullmatch(plain) or len(plain) > _TITLE_MAX_CHARS else plain


def check_text_length(name: str, chars: int, *, max_bytes: int) -> None:
    """Refuse a text of more characters than a file may have bytes: a small PDF or Word file can unpack to a library.

    Characters, not bytes: Korean in CP949 has more bytes as UTF-8 than it had in its file.

    Raises:
        DocumentRejectedError: it is longer; `name` stands in the message.
    """
    if chars > max_bytes:
        raise DocumentRejectedError(
            f"{name} holds more text than the {max_bytes:,} characters a document may have",
            remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
        )
