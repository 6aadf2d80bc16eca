"""Awkward documents with the text that they have to give, each made by the program that is named."""

from collections.abc import Iterator

from benchmarks.documents.case import Case
from benchmarks.documents.made import (
    columns,
    fpdf_pages,
    kept_files,
    oddities,
    office_pages,
    pages,
    tables,
    typst_pages,
)


def all_cases() -> Iterator[Case]:
    """All that can be made with the programs that are installed."""
    for part in (columns, pages, tables, oddities, fpdf_pages, typst_pages, office_pages, kept_files):
        yield from part.cases()
