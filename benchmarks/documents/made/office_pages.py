"""Documents exported by LibreOffice; left out where it is not installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents.case import Case, Expected
from benchmarks.documents.prose import Prose

_PROGRAM = "libreoffice"
_TIMEOUT_S = 180


def cases() -> Iterator[Case]:
    """What people print from their word processor."""
    if shutil.which("soffice") is None:
        return
    made = [_report(), _table("office_table", 'border="1"'), _table("office_table_unruled", 'border="0"', empty=3), _columns(), _korean()]  # fmt: skip
    for (name, _, expected), content in zip(made, _export([page for _, page, _ in made]), strict=True):
        yield Case(name, ".pdf", _PROGRAM, content, expected)


_Made = tuple[str, str, Expected]


def _export(pages: list[str]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for number, page in enumerate(pages):
            html = f'<html><head><meta charset="utf-8"></head><body>{page}</body></html>'
            (place / f"{number}.html").write_text(html, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += [
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            folder,
        ]
        command += [str(place / f"{number}.html") for number in range(len(pages))]
        subprocess.run(command, check=True, timeout=_TIMEOUT_S, capture_output=True)
        for number in range(len(pages)):
            yield (place / f"{number}.pdf").read_bytes()


def _report() -> _Made:
    prose = Prose("office report")
    headings = ("Purpose", "Findings", "Outlook")
    sentences: list[str] = []
    parts = ["<h1>Report on the state of buildings</h1>"]
    for heading in headings:
        own = [prose.sentences(8) for _ in range(3)]
        sentences += [sentence for group in own for sentence in group]
        items = prose.sentences(3)
        sentences += items
        parts.append(f"<h2>{heading}</h2>" + "".join(f"<p>{' '.join(group)}</p>" for group in own))
        parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    expected = Expected(
        tuple(sentences),
        title="Report on the state of buildings",
        headings=("Report on the state of buildings", *headings),
    )
    return "office_report", "".join(parts), expected


def _table(name: str, border: str, *, empty: int = 0) -> _Made:
    prose = Prose(name)
    before, after, rows = prose.sentence(), prose.sentence(), prose.register(8, empty=empty)
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f'<p>{before}</p><table {border} width="100%" cellspacing="0" cellpadding="4">{cells}</table><p>{after}</p>'
    return name, page, Expected((before, after), tables=(tuple(rows),))


def _columns() -> _Made:
    prose = Prose("office columns")
    sentences = prose.sentences(36)
    page = (
        f'<multicol cols="2" gutter="24" width="100%"><p align="justify">{" ".join(sentences)}</p></multicol>'
    )
    return "office_two_columns", page, Expected(tuple(sentences))


def _korean() -> _Made:
    prose = Prose("office korean")
    groups = [[prose.korean() for _ in range(9)] for _ in range(3)]
    page = "<h1>마을 시설의 역사</h1>" + "".join(f"<p>{' '.join(group)}</p>" for group in groups)
    expected = Expected(
        tuple(sentence for group in groups for sentence in group),
        title="마을 시설의 역사",
        headings=("마을 시설의 역사",),
    )
    return "office_korean", page, expected
