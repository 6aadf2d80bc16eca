"""The files of tests/fixtures, which programs of all formats wrote, with what was written."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents.case import Case, Expected, Rows
from tests.fakes.foreign_files import ARCHIVES, FILES, RECORDS, SAID, SOURCES, TEXTS

_PROGRAMS = {"json-xml": "jq, Node.js, StAX, pandoc", "zip": "Info-ZIP, jar"}
_TABLES: dict[str, Rows] = {
    "korean": (("층", "담당"), ("1", "김하늘"), ("2", "최보람")),
    "report": (("Room", "Floor", "Keeper"), ("Kitchen", "1", "Cy Dorn"), ("Attic", "", "Eva Holt")),
    "tour": (("Stop", "Guide"), ("Bridge", "Cy Dorn")),
    "staff": (("Name", "Unit", "Since", "Note"), ("Ann Roe", "Mill", "1998", "Head, of the mill"), ("Bo Lind", "", "2003", ""), ("김하늘", "열람실", "2011", "두 줄 메모")),
    "gauges": (("Gauge", "Place", "Metres", "Read"), ("Elm", "물레방아", "1.25", "TRUE"), ("Oak", "Weir", "0.5", "FALSE")),
    "prices": (("Item", "Price", "Day"), ("Flour", "2.5", "2024-03-01"), ("Rye", "3", "2024-03-02")),
}  # fmt: skip
_HEADINGS = {"korean": "층별 안내", "report": "People", "tour": "End"}
_WITH_HEADINGS = {".docx", ".odt", ".epub", ".tex", ".rst", ".adoc", ".html", ".hwpx"}
_PAGES = {"report": (("The mill was built by Jon Brook", 2),)}
_SLIDES = {".pptx", ".odp"}


def cases() -> Iterator[Case]:
    """One for each file whose words are known."""
    for path in sorted(
        path
        for folder in ("hangul", "libreoffice", "pandoc", "sheetjs")
        for path in (FILES / folder).iterdir()
    ):
        if path.stem in SOURCES:
            yield _case(path, _of_source(path))
    for name, lines in (TEXTS | RECORDS).items():
        # Addresses in angle brackets are taken for markup when texts are compared.
        said = tuple(line for line in lines if "|" not in line and "@" not in line)
        yield _case(FILES / name, Expected(said, _tables(lines)))
    for name, parts in ARCHIVES.items():
        yield _case(
            FILES / name, Expected(tuple(SAID[part] for part in sorted(parts) if "|" not in SAID[part]))
        )


def _case(path: Path, expected: Expected) -> Case:
    program = _PROGRAMS.get(path.parent.name, path.parent.name)
    return Case(
        f"{path.parent.name}_{path.stem}_{path.suffix[1:]}", path.suffix, program, path.read_bytes(), expected
    )


def _of_source(path: Path) -> Expected:
    table = _TABLES.get(path.stem, ())
    rows = {" ".join(filter(None, row)) for row in table}
    lines = [line for line in SOURCES[path.stem].split("\n") if line not in rows]
    heading = _HEADINGS.get(path.stem) if path.suffix in _WITH_HEADINGS else None
    return Expected(
        # Where a slide holds a text and a table side by side, programs put them in an order of their own.
        sentences=tuple(lines) if path.suffix not in _SLIDES or not table else (),
        tables=(table,) if table else (),
        pages=_PAGES.get(path.stem, ()) if path.suffix in _SLIDES else (),
        headings=(heading,) if heading else (),
    )


def _tables(lines: list[str]) -> tuple[Rows, ...]:
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines if "|" in line)
    return (rows,) if rows else ()
