"""Tables as text: CSV and TSV."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, join_blocks, limited_blocks, row_blocks
from extraction.load.tables.row_records import columns_not_found, has_stated_column, row_documents
from schemas.errors import DocumentRejectedError

_DELIMITERS = ",;\t|"
_SAMPLE_CHARS = 20_000
_SEPARATOR_LINE = "sep="


class DelimitedText(ConfiguredFormat):
    """CSV and TSV files, parted by commas, semicolons, tabs or bars."""

    name = "csv"
    media_types = ("text/csv", "text/tab-separated-values", "application/csv")
    suffixes = (".csv", ".tsv", ".tab")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Each line as a row with all its cells, the empty ones too; line breaks in cells become blanks.

        Where a column has a name that the options state, each row is a document of its own.

        Raises:
            DocumentRejectedError: it is not text, holds too much, or a quotation mark is not closed.
        """
        decoded = self.decoded(content, name)
        try:
            rows = list(_rows(decoded.text, name))
        except csv.Error as error:
            raise DocumentRejectedError(
                f"{name} is not a table of text ({error})", remedy="Save it as CSV again, or as .txt."
            ) from error
        texts = [join_blocks(limited_blocks(row_blocks(rows), name, max_bytes=max_bytes))]
        if has_stated_column(rows, self.options):
            texts = row_documents([rows], self.options, name, max_bytes=max_bytes) or texts
        warnings = (*decoded.warnings, *columns_not_found([rows], self.options))
        return [texts[0].with_warnings(warnings), *texts[1:]]


def _rows(text: str, name: str) -> Iterator[list[str]]:
    """The cells of each line with words."""
    if text[: len(_SEPARATOR_LINE)].lower() == _SEPARATOR_LINE:  # Excel's first line
        first, _, text = text.partition("\n")
        delimiter = first.strip()[len(_SEPARATOR_LINE) :][:1] or ","
    else:
        delimiter = _delimiter(text, name)
    csv.field_size_limit(max(len(text), 1))
    for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            yield cells


def _delimiter(text: str, name: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE_CHARS], _DELIMITERS).delimiter
    except csv.Error:
        first = text.partition("\n")[0]
        return max(_DELIMITERS, key=first.count)
