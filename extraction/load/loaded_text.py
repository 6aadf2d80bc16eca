"""What a reader of one format found in a file."""

from collections.abc import Iterable

from extraction.load.clean_text import clean_text
from schemas.document import Heading
from schemas.value import Value


class LoadedText(Value):
    """Clean text with its places; `title` is empty where the format names none.

    `headings` and `page_starts` are offsets in `text`, as in `LoadedDocument`.
    """

    text: str
    title: str = ""
    page_starts: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()


class Block(Value):
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
