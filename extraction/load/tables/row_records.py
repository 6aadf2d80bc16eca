"""Rows of tables as records, where the user names the column with their text, title or id."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.load.loaded_text import LoadedText, check_text_length
from extraction.load.options import ReadingOptions
from extraction.load.records import Fields, record_documents
from schemas.warning import IngestWarning

Table = Sequence[Sequence[str]]
"""The cells of each row with words; the first row is that of the heads."""


def has_stated_column(table: Table, options: ReadingOptions) -> bool:
    """Whether a head of the table is the name of a field that the user stated."""
    return bool(table) and not options.stated_fields.isdisjoint(_heads(table))


def row_documents(
    tables: Sequence[Table], options: ReadingOptions, name: str, *, max_bytes: int
) -> list[LoadedText]:
    """A document for each row below the heads: its text, and its other fields as rows of head and value, and as facets.

    A column without a head is called by its number.

    Raises:
        DocumentRejectedError: a row is longer than `max_bytes` characters, or the rows with their heads are.
    """
    names = [_names(table) for table in tables]
    chars = sum(sum(map(len, heads)) * len(table) for heads, table in zip(names, tables, strict=True))
    check_text_length(name, chars, max_bytes=max_bytes)
    records: list[Fields] = [
        list(zip(heads, row, strict=False))
        for heads, table in zip(names, tables, strict=True)
        for row in table[1:]
    ]
    documents = record_documents(records, options, name, max_bytes=max_bytes)
    return [replace(document, part=document.part or "1") for document in documents]


def columns_not_found(tables: Sequence[Table], options: ReadingOptions) -> Iterator[IngestWarning]:
    """A warning for each stated name that no column of the tables has."""
    heads = {head for table in tables if table for head in _heads(table)}
    remedy = "Give the head of a column, as it stands in the first row."
    for field in sorted(options.stated_fields - heads):
        yield IngestWarning(kind="column not found", place=field, remedy=remedy)


def _heads(table: Table) -> list[str]:
    return [" ".join(cell.split()) for cell in table[0]]


def _names(table: Table) -> list[str]:
    heads = _heads(table)
    heads += [""] * (max(map(len, table)) - len(heads))
    return [head or f"column {number}" for number, head in enumerate(heads, start=1)]
