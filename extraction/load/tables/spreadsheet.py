"""Spreadsheets of Excel, LibreOffice and others."""

import datetime as dt
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.accounting import Account, LeftOut, account_for
from extraction.load.archives import check_expansion
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_blocks
from extraction.load.tables.drawn_words import drawn_words
from extraction.load.tables.number_forms import Shown
from extraction.load.tables.opendocument_cells import text_cells
from extraction.load.tables.plain_forms import in_plain_form
from extraction.load.tables.row_records import Table, columns_not_found, has_stated_column, row_documents
from extraction.load.tables.shown_numbers import shown_numbers
from extraction.load.tables.unseen_cells import Unseen, unseen_cells
from extraction.load.tables.workbook_strings import cell_strings, drawn_strings
from extraction.load.xml_text import part_texts
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK\x03\x04"
_SAVE_AGAIN = "Open it in a spreadsheet program, save it again, without a password, and try again."
_SHOW = "Show it if it matters."
_NAMED_PLACES = 5
_STRINGS = ("xl/sharedStrings.xml", "xl/worksheets/", "xl/drawings/drawing", "xl/charts/chart")
_UNREAD = {
    "xl/comments": "comment left out",
    "xl/threadedComments/": "comment left out",
}


class Spreadsheet(ConfiguredFormat):
    """Spreadsheets: .xlsx, .xls, .ods and their kin."""

    name = "spreadsheet"
    media_types = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
    suffixes = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The rows of each sheet that is not hidden, formulas by their values, merged cells in each place.

        Where there are several sheets, each has its name as a heading. Of sheets with a column whose name the options state,
        each row is a document of its own.

        Raises:
            DocumentRejectedError: it is not a spreadsheet, encrypted or damaged, or holds too much.
        """
        from python_calamine import CalamineError, CalamineWorkbook

        if content.startswith(_ZIP):
            check_expansion(content, name, "a spreadsheet: those are", _SAVE_AGAIN, max_bytes=max_bytes)
        try:
            workbook = CalamineWorkbook.from_filelike(BytesIO(in_plain_form(content)))
            shown, unseen = shown_numbers(content), unseen_cells(content)
            hidden: list[LeftOut] = []
            sheets = []
            for each, visible in _visible(workbook):
                if visible:
                    places = _places(workbook.get_sheet_by_name(each), shown.get(each, {}))
                    sheets.append((each, _seen_rows(places, unseen.get(each, Unseen()), each, hidden)))
            hidden.extend(_hidden(workbook))
        except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
            raise DocumentRejectedError(
                f"{name} is no spreadsheet, or is damaged or protected ({error})", remedy=_SAVE_AGAIN
            ) from error
        drawn = drawn_words(content)
        first, *others = self._texts(sheets, drawn, name, max_bytes)
        read = {each for each, _ in self._tables(sheets)}
        for each, blocks in drawn.items():
            words = "" if each in read else " ".join(block.text for block in blocks)
            hidden.append(LeftOut("text box or chart left out", words, each))
        heads = [cell for _, rows in sheets for cell in (rows[0] if others else ())]
        kept = " ".join((*heads, *(f"{text.title} {text.text}" for text in (first, *others))))
        warnings = (
            *_account(content, kept, hidden).warnings(),
            *_without_values(unseen, {sheet for sheet, _ in sheets}),
            *columns_not_found([rows for _, rows in sheets], self.options),
        )
        return [first.with_warnings(warnings), *others]

    def _tables(self, sheets: Sequence[tuple[str, Table]]) -> list[tuple[str, Table]]:
        """The sheets whose rows are no records."""
        return [sheet for sheet in sheets if not has_stated_column(sheet[1], self.options)]

    def _texts(
        self,
        sheets: Sequence[tuple[str, Table]],
        drawn: Mapping[str, Sequence[TextBlock]],
        name: str,
        max_bytes: int,
    ) -> list[LoadedText]:
        """What is in the sheets as tables, where there is any, and the documents of their rows."""
        tables = self._tables(sheets)
        records = [sheet for sheet in sheets if sheet not in tables]
        loaded = join_blocks(limited_blocks(_blocks(tables, drawn), name, max_bytes=max_bytes))
        documents = row_documents([rows for _, rows in records], self.options, name, max_bytes=max_bytes)
        return [loaded, *documents] if loaded.text or not documents else documents


def _account(content: bytes, kept: str, hidden: list[LeftOut]) -> Account:
    if not content.startswith(_ZIP):
        drawn = [LeftOut("text box or comment left out", text) for text in drawn_strings(content)]
        strings = (*cell_strings(content), *(one.text for one in drawn))
        return account_for(" ".join(strings), kept, [*hidden, *drawn], place="workbook")
    left_out = list(hidden)
    seen = []
    for part, text in part_texts(content):
        reason = next((reason for begin, reason in _UNREAD.items() if part.startswith(begin)), None)
        if reason:
            left_out.append(LeftOut(reason, text, part.rpartition("/")[2]))
        if reason or part.startswith(_STRINGS):
            seen.append(text)
    seen += text_cells(content)
    return account_for(" ".join(seen), kept, left_out, place="workbook")


def _visible(workbook: "CalamineWorkbook") -> Iterator[tuple[str, bool]]:
    """The names of the sheets with cells, each with whether it is shown."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for sheet in workbook.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield sheet.name, sheet.visible == SheetVisibleEnum.Visible


def _blocks(
    sheets: Sequence[tuple[str, Table]], drawn: Mapping[str, Sequence[TextBlock]]
) -> Iterator[TextBlock]:
    for name, rows in sheets:
        if len(sheets) > 1:
            yield TextBlock(name, "heading", 1)
        yield from row_blocks(row[:1] if len(row) > 1 and len(set(row)) == 1 else row for row in rows)
        yield from drawn.get(name, ())


def _seen_rows(rows: list[list[str]], unseen: Unseen, sheet: str, left_out: list[LeftOut]) -> list[list[str]]:
    """The cells with words of each row, but of those that are hidden."""
    left_out.extend(LeftOut("comment left out", comment, sheet) for comment in unseen.comments)
    kept = []
    for line, row in enumerate(rows):
        if line in unseen.rows:
            left_out.append(LeftOut("hidden row left out", " ".join(row), f"{sheet} row {line + 1}", _SHOW))
            continue
        hidden = " ".join(cell for column, cell in enumerate(row) if column in unseen.columns)
        left_out.append(LeftOut("hidden column left out", hidden, sheet, _SHOW))
        blank = [cell for column, cell in enumerate(row) if (line, column) in unseen.cells]
        left_out.append(LeftOut("hidden cell left out", " ".join(blank), f"{sheet} row {line + 1}", _SHOW))
        kept.append(
            [
                "" if (line, column) in unseen.cells else cell
                for column, cell in enumerate(row)
                if column not in unseen.columns
            ]
        )
    return [row for row in kept if any(row)]


def _without_values(unseen: Mapping[str, Unseen], sheets: Collection[str]) -> Iterator[IngestWarning]:
    for sheet, found in unseen.items():
        if sheet in sheets and found.formulas:
            places = ", ".join(found.formulas[:_NAMED_PLACES])
            yield IngestWarning(
                kind="formula without a value",
                place=f"{sheet} {places}",
                count=len(found.formulas),
                remedy="Open the file in a spreadsheet program, which computes them, and save it again.",
            )


def _places(sheet: "CalamineSheet", shown: Shown) -> list[list[str]]:
    """All cells of each row, merged ones in each place."""
    rows = [
        [shown.get((line, column)) or _text(value) for column, value in enumerate(row)]
        for line, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _spread(rows, range(top, bottom + 1), range(left, right + 1))
    return rows


def _spread(rows: list[list[str]], lines: range, columns: range) -> None:
    """Put the text of a merged cell, that of its first place, into each of its places."""
    if not lines or not columns or lines[0] >= len(rows) or columns[0] >= len(rows[lines[0]]):
        return
    text = rows[lines[0]][columns[0]]
    for row in rows[lines[0] : lines[-1] + 1]:
        for column in columns:
            if column < len(row):
                row[column] = text


def _hidden(workbook: "CalamineWorkbook") -> Iterator[LeftOut]:
    for name, visible in _visible(workbook):
        if not visible:
            rows = workbook.get_sheet_by_name(name).to_python()
            text = " ".join(_text(value) for row in rows for value in row)
            yield LeftOut("hidden sheet left out", text, name, "Show the sheet if it matters.")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        plain = value.isoformat(" ")
        return plain.removesuffix(" 00:00:00")
    return str(value)
