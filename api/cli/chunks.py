"""`citegraph chunks`: how a document would be split, before anything is done with it."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import (
    EXIT_INPUT,
    note_refused,
    note_skipped,
    progress_bar,
    say,
    say_json,
    say_table,
)
from api.cli.session import read_settings
from api.parts import FORMATS, SPLITTERS, reading_pool
from schemas.errors import CiteGraphError, InputError
from schemas.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.settings import Settings
    from extraction.split.comparison import StrategyReport
    from extraction.split.settings import SplitSettings
    from schemas.chunk import Chunk
    from schemas.document import LoadedDocument
    from schemas.ports import Embedder

_HEAD_CHARS = 60


_ALL = "all"
_STRATEGIES = (_ALL, *SPLITTERS.names)


def _known(strategy: str) -> str:
    if strategy not in _STRATEGIES:
        raise typer.BadParameter(f"{strategy!r} is not one of {', '.join(_STRATEGIES)}.")
    return strategy


class _Split(Value):
    """One document and its chunks, for `--json`."""

    source: str
    title: str
    chunks: "tuple[Chunk, ...]"


def chunks(
    file: Annotated[str, typer.Argument(help="A file, a folder or a pattern such as 'notes/*.md'.")],
    *,
    strategy: Annotated[
        str,
        typer.Option(
            help="Compare all strategies, or show the chunks one makes.",
            metavar=f"[{'|'.join(_STRATEGIES)}]",
            callback=_known,
        ),
    ] = _ALL,
    max_chars: Annotated[int | None, typer.Option(help="Longest chunk, in characters.")] = None,
    overlap_chars: Annotated[int | None, typer.Option(help="Characters that neighbours share.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare how the strategies would split a document, or show the chunks that one of them makes.

    Nothing is stored. A sentence is cut when a chunk begins or ends inside it. Of a folder, what cannot be read is named,
    and the rest is shown.

    Example: citegraph chunks report.pdf --strategy all
    """
    settings = read_settings()
    sizes = _sizes(settings, max_chars, overlap_chars)
    documents, refused = _load(file, settings)
    if strategy == _ALL:
        _show_reports(_compare(documents, sizes, settings), as_json=as_json)
    else:
        _show_chunks(documents, sizes.model_copy(update={"strategy": strategy}), settings, as_json=as_json)
    if refused:
        note_refused(refused)
        raise typer.Exit(EXIT_INPUT)


def _sizes(settings: "Settings", max_chars: int | None, overlap_chars: int | None) -> "SplitSettings":
    from pydantic import ValidationError

    from extraction.split.settings import SplitSettings

    asked = {"max_chars": max_chars, "overlap_chars": overlap_chars}
    given = {name: value for name, value in asked.items() if value is not None}
    try:
        return SplitSettings.model_validate({**settings.split.model_dump(), **given})
    except ValidationError as error:
        problem = error.errors()[0]
        named = " ".join(
            [*(str(part) for part in problem["loc"]), problem["msg"].removeprefix("Value error, ")]
        )
        raise InputError(
            f"chunks cannot have these sizes: {named}",
            remedy="Give --max-chars of 20 or more and --overlap-chars of at most half of it.",
        ) from error


def _load(file: str, settings: "Settings") -> "tuple[list[LoadedDocument], list[tuple[str, CiteGraphError]]]":
    """The documents of the files that can be read, and the files that cannot.

    Raises:
        CiteGraphError: none can.
    """
    from extraction.load.file_search import find_files
    from extraction.load.loader import Loader

    found = find_files(file, FORMATS)
    note_skipped(found.skipped)
    documents: list[LoadedDocument] = []
    refused: list[tuple[str, CiteGraphError]] = []
    with reading_pool(settings) as read_file:
        loader = Loader(FORMATS, settings.max_upload_bytes, read_file)
        for path in found.files:
            try:
                documents += loader.load_file(path)
            except CiteGraphError as error:
                refused.append((str(path), error))
    if not documents and len(refused) == 1:
        raise refused[0][1]
    if not documents:
        note_refused(refused)
        raise typer.Exit(EXIT_INPUT)
    return documents, refused


def _embedder(settings: "Settings") -> "Embedder":
    from api.models import build_embedder

    return build_embedder(settings)


def _compare(
    documents: "Sequence[LoadedDocument]", sizes: "SplitSettings", settings: "Settings"
) -> "list[StrategyReport]":
    from extraction.split.comparison import report_on

    embedder = _embedder(settings)
    reports: list[StrategyReport] = []
    with progress_bar() as on_progress:
        for done, splitter in enumerate(SPLITTERS):
            on_progress("splitting", done, len(SPLITTERS.names))
            reports.append(report_on(splitter, documents, sizes, embedder))
    return reports


def _show_reports(reports: "Sequence[StrategyReport]", *, as_json: bool) -> None:
    if as_json:
        say_json(reports)
        return
    rows = [
        (
            report.strategy,
            str(report.chunks),
            f"{report.mean_chars:.0f}",
            f"{report.median_chars:.0f}",
            str(report.max_chars),
            str(report.cut_sentences),
        )
        for report in reports
    ]
    say_table(("strategy", "chunks", "mean chars", "median chars", "max chars", "cut a sentence"), rows)


def _show_chunks(
    documents: "Sequence[LoadedDocument]", sizes: "SplitSettings", settings: "Settings", *, as_json: bool
) -> None:
    from extraction.split.splitter import split_document
    from schemas.chunk import Chunk

    splitter, embedder = SPLITTERS.get(sizes.strategy), _embedder(settings)
    _Split.model_rebuild(_types_namespace={"Chunk": Chunk})
    made = [
        _Split(
            source=document.source,
            title=document.title,
            chunks=split_document(document.source, document, splitter, sizes, embedder),
        )
        for document in documents
    ]
    if as_json:
        say_json(made)
        return
    for split in made:
        say(f"{split.title}: {len(split.chunks)} chunks")
        say_table(
            ("chunk", "from", "to", "page", "heading", "begins"), [_row(chunk) for chunk in split.chunks]
        )


def _row(chunk: "Chunk") -> tuple[str, ...]:
    begins = " ".join(chunk.text[: 2 * _HEAD_CHARS].split())[:_HEAD_CHARS]
    pages = dict.fromkeys(str(page) for page in (chunk.page, chunk.page_end) if page is not None)
    return (
        str(chunk.index),
        str(chunk.start),
        str(chunk.end),
        "–".join(pages),
        chunk.heading[:_HEAD_CHARS],
        begins,
    )
