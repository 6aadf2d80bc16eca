"""What the commands write: results on standard output, everything else on standard error."""

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

import typer

from schemas.errors import CiteGraphError, ConfigError, InputError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from schemas.ports import Progress
    from schemas.warning import IngestWarning

EXIT_BACKEND = 1
EXIT_INPUT = 2
SHOWN = 20
"""How many of a kind are named."""
_LINE_CHARS = 200
_FILE_LINE_CHARS = 180
"""Room for what stands before it."""
_PATH_CHARS = 80
_PATH_HEAD_CHARS = 20


def say(text: str = "") -> None:
    """A line of the result; a long one goes on in the next, indented."""
    typer.echo(_wrapped(text))


def say_text(text: str) -> None:
    """A text that somebody else wrote, as it is."""
    typer.echo(text)


def note(text: str) -> None:
    """A line about the result, which a script that reads it should not see; a long one goes on in the next."""
    typer.echo(_wrapped(text), err=True)


def say_json(value: "BaseModel | Sequence[BaseModel]") -> None:
    """The result as JSON: an object, or one array."""
    from pydantic import BaseModel, TypeAdapter

    if isinstance(value, BaseModel):
        typer.echo(value.model_dump_json(indent=2))
        return
    typer.echo(TypeAdapter(list[BaseModel]).dump_json(list(value), indent=2, serialize_as_any=True).decode())


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table; columns are as wide as their widest cell on a screen (Korean letters take two places).

    Where a line would be too long, the cells of the last column are shortened.
    """
    from rich.cells import cell_len

    columns = list(zip(headings, *rows, strict=True))
    room = _LINE_CHARS - sum(max(map(cell_len, column)) + 2 for column in columns[:-1])
    columns[-1] = tuple(_shortened(cell, max(room, 2 * _PATH_HEAD_CHARS)) for cell in columns[-1])
    lines = list(zip(*columns, strict=True))
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip()[:_LINE_CHARS])


def file_line(path: str, text: str) -> str:
    """The text as one line of at most 180 characters that names the file once, a long path shortened."""
    shown = "".join(character if character.isprintable() else "?" for character in path)
    shown = _shortened(shown, _PATH_CHARS)
    said = " ".join(text.replace(path, shown).split())
    name = f"{PurePath(path).name} "
    if shown in said:
        line = said
    else:
        line = f"{shown} {said.removeprefix(name)}" if said.startswith(name) else f"{shown}: {said}"
    return line if len(line) <= _FILE_LINE_CHARS else f"{line[: _FILE_LINE_CHARS - 1]}…"


def _shortened(text: str, chars: int) -> str:
    """The text without its middle where it is longer; a path is told by its end."""
    if len(text) <= chars:
        return text
    return f"{text[:_PATH_HEAD_CHARS]}…{text[_PATH_HEAD_CHARS + 1 - chars :]}"


def _wrapped(text: str) -> str:
    if len(text) <= _LINE_CHARS:
        return text
    further = " " * (len(text) - len(text.lstrip()) + 2)
    lines = textwrap.wrap(text, _LINE_CHARS, subsequent_indent=further, break_on_hyphens=False)
    return "\n".join(lines)


def note_skipped(skipped: "Sequence[IngestWarning]") -> None:
    """Name the files that were passed over, and why."""
    for warning in skipped[:SHOWN]:
        note(f"skipped {file_line(warning.place, f'{warning.place}: {warning.kind}. {warning.remedy}')}")
    if len(skipped) > SHOWN:
        note(f"skipped {len(skipped) - SHOWN} more")


def note_refused(refused: "Sequence[tuple[str, CiteGraphError]]") -> None:
    """Name the files that cannot be read, each with the error that says why, and what to do."""
    for path, error in refused[:SHOWN]:
        note(f"error: {file_line(path, f'{error}. {error.remedy}')}")
    if len(refused) > SHOWN:
        note(f"error: and {len(refused) - SHOWN} more files were refused")


def warning_text(warning: "IngestWarning") -> str:
    """What was lost or repaired, where, how often and what to do, in one line."""
    place = f"{warning.place}: " if warning.place else ""
    count = f"{warning.count} × " if warning.count > 1 else ""
    return f"{place}{count}{warning.kind}. {warning.remedy}".rstrip()


def reason(error: Exception) -> str:
    """What the error says, without the path of the file, which an OSError repeats."""
    return str(error.strerror if isinstance(error, OSError) else error)


def show_error(error: CiteGraphError) -> int:
    """Say on standard error what went wrong and what to do; returns the exit code it means."""
    note(f"error: {' '.join(str(error).split())}")
    if error.remedy:
        note(f"remedy: {' '.join(error.remedy.split())}")
    return EXIT_INPUT if isinstance(error, InputError | ConfigError) else EXIT_BACKEND


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """A bar on standard error that shows the current stage; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        stage = ""

        def show(name: str, done: int, total: int) -> None:
            nonlocal stage
            if name != stage:
                stage = name
                bar.reset(task)
            bar.update(task, description=name, completed=done, total=total or None)

        yield show
