"""Files of the Hangul word processor (.hwp, .hwpx), by dochan."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.load.accounting import Account, LeftOut, account_for, account_for_words
from extraction.load.archives import check_expansion
from extraction.load.hangul_records import section_words
from extraction.load.links import mark_link
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    cell_text,
    join_blocks,
    limited_blocks,
    row_block,
)
from extraction.load.xml_text import part_texts
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from dochan.model.document import Paragraph, TextRun
    from dochan.model.table import Table

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_SAVE_AGAIN = "Open it in Hangul, save it without a password as .hwpx, .docx or .pdf, and try again."
_BULLETS = ("- ", "• ", "· ", "○ ", "● ", "□ ", "■ ", "◦ ", "▪ ", "※ ", "ㅇ ")
_SECTION = "Contents/section"
_UNREAD = {"header": "running head left out", "footer": "running foot left out"}


class Hangul:
    """Files of the Hangul word processor since version 5, and HWPX."""

    name = "hwp"
    media_types = (
        "application/x-hwp",
        "application/haansofthwp",
        "application/hwp+zip",
        "application/x-hwpx",
    )
    suffixes = (".hwp", ".hwpx")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, tables with merged cells in each place, equations, and notes after what refers to them.

        Raises:
            DocumentRejectedError: it is no such file, encrypted, damaged, or holds too much.
        """
        if content.startswith(_ZIP):
            check_expansion(content, name, "a HWPX file: those are", _SAVE_AGAIN, max_bytes=max_bytes)
        elif not content.startswith(_OLE):
            raise DocumentRejectedError(
                f"{name} is not a file of the Hangul word processor", remedy=_SAVE_AGAIN
            )
        from dochan import Dochan

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("file.hwpx" if content.startswith(_ZIP) else "file.hwp")
            path.write_bytes(content)
            document = Dochan(str(path), revision_mode="preserve").doc
        walk = _Walk()
        blocks = (block for section in document.sections for block in walk.blocks(section.elements))
        loaded = join_blocks(limited_blocks(blocks, name, max_bytes=max_bytes))
        if not loaded.text and document.errors:
            raise DocumentRejectedError(
                f"{name} cannot be read, or is encrypted ({document.errors[0][:200]})", remedy=_SAVE_AGAIN
            )
        said = [
            IngestWarning(kind="damage in the file", remedy=error[:200]) for error in document.errors[:20]
        ]
        warnings = (*_account(content, loaded.text, walk.left_out).warnings(), *said)
        return [replace(loaded, title=loaded.first_heading, warnings=warnings)]


def _account(content: bytes, kept: str, left_out: list[LeftOut]) -> Account:
    if not content.startswith(_ZIP):
        return account_for_words(section_words(content), kept, left_out)
    seen = " ".join(text for part, text in part_texts(content) if part.startswith(_SECTION))
    return account_for(seen, kept, left_out, place="document")


@dataclass
class _Walk:
    left_out: list[LeftOut] = field(default_factory=list)

    def blocks(self, elements: Sequence[object]) -> Iterator[TextBlock]:
        before = ""
        for element in elements:
            for block in self._element(element, in_list=before == "item"):
                before = block.kind if block.text.strip() else before
                yield block

    def _element(self, element: object, *, in_list: bool) -> Iterator[TextBlock]:
        from dochan.model.document import Paragraph
        from dochan.model.equation import Equation
        from dochan.model.header_footer import Footnote, HeaderFooter
        from dochan.model.image import Image
        from dochan.model.table import Table

        match element:
            case Paragraph():
                yield _paragraph(element, in_list=in_list)
            case Table():
                yield from self._table(element)
            case Equation():
                yield TextBlock(element.script)
            case Image():
                yield from (
                    replace(block, kind="caption", level=None) for block in self.blocks(element.caption)
                )
            case HeaderFooter():
                text = " ".join(block.text for block in self.blocks(element.paragraphs))
                self.left_out.append(LeftOut(_UNREAD.get(element.type, "running head left out"), text))
            case Footnote():
                text = "\n".join(block.text for block in self.blocks(element.paragraphs))
                if element.type == "comment":
                    self.left_out.append(LeftOut("comment left out", text))
                else:
                    yield TextBlock(text, "note")

    def _table(self, table: "Table") -> Iterator[TextBlock]:
        for block in self.blocks(table.caption):
            yield replace(block, kind="caption", level=None)
        above: dict[tuple[int, int], str] = {}
        for number, row in enumerate(table.rows):
            texts: list[str] = []
            for column, cell in enumerate(row):
                if cell.is_merged_away:
                    texts.append(above.get((number, column), ""))
                    continue
                text = cell_text(self.blocks(cell.paragraphs))
                for line in range(max(1, cell.row_span)):
                    for beside in range(max(1, cell.col_span)):
                        above[number + line, column + beside] = text
                texts.append(text)
            if any(text.strip() for text in texts):
                alone = len(texts) > 1 and len(set(texts)) == 1
                yield row_block(texts[:1] if alone else texts, joined=number > 0)


def _run(run: "TextRun") -> str:
    return str(run.equation.script) if run.equation else mark_link(run.text, run.link)


def _paragraph(paragraph: "Paragraph", *, in_list: bool) -> TextBlock:
    text = "".join(map(_run, paragraph.runs)).strip()
    if paragraph.heading_level > 0:
        return TextBlock(text, "heading", min(paragraph.heading_level, 9))
    if text.startswith(_BULLETS):
        return TextBlock(text, "item", joined=in_list)
    return TextBlock(text)
