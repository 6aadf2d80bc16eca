"""`citegraph chunks`: how a document would be split, before anything is done with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.chunks_view import show_chunks, show_reports, show_scores
from api.cli.output import (
    EXIT_INPUT,
    note_refused,
    note_skipped,
    progress_bar,
    say_json,
)
from api.cli.reading import Encoding, IdField, Ocr, Select, TextField, TitleField, reading_options
from api.cli.session import read_settings, run_async
from api.parts import FORMATS, SPLITTERS, build_recogniser, reading_pool
from schemas.errors import CiteGraphError, InputError
from schemas.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.settings import Settings
    from evaluation.data import EvalQuestion
    from evaluation.splitting import SplitQuestions, SplitScores
    from extraction.load.options import ReadingOptions
    from extraction.split.comparison import StrategyReport
    from extraction.split.settings import SplitSettings
    from schemas.chunk import Chunk
    from schemas.document import LoadedDocument
    from schemas.ports import Embedder

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


class _Scored(Value):
    """What the strategies make of the documents, and how well what answers the questions is found in it, for `--json`."""

    strategies: "tuple[StrategyReport, ...]"
    retrieval: "SplitScores"


def chunks(  # noqa: PLR0913  the user's options
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
    questions: Annotated[
        Path | None,
        typer.Option(
            help="JSON Lines as of `citegraph dataset build`: score how well their gold texts are found, too."
        ),
    ] = None,
    select: Select = None,
    encoding: Encoding = None,
    ocr: Ocr = None,
    id_field: IdField = None,
    title_field: TitleField = None,
    text_field: TextField = None,
    max_chars: Annotated[int | None, typer.Option(help="Longest chunk, in characters.")] = None,
    overlap_chars: Annotated[int | None, typer.Option(help="Characters that neighbours share.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare how the strategies would split a document, or show the chunks that one of them makes.

    Nothing is stored, and no chat model is asked. A sentence is cut when a chunk begins or ends inside it. With --questions full-text and
    vector search rank the chunks of each strategy, and each is compared with the one in use. Of a folder, what cannot be
    read is named, and the rest is shown.

    Example: citegraph chunks notes/ --strategy all --questions questions.jsonl
    """
    from evaluation.data import read_questions

    if questions is not None and strategy != _ALL:
        raise typer.BadParameter("--questions compares the strategies: use it with --strategy all.")
    asked = read_questions(questions) if questions else ()
    settings = read_settings()
    sizes = _sizes(settings, max_chars, overlap_chars)
    options = reading_options(
        select=select,
        encoding=encoding,
        ocr=ocr,
        id_field=id_field,
        title_field=title_field,
        text_field=text_field,
    )
    documents, refused = _load(file, settings, options)
    if strategy == _ALL:
        _show_comparison(documents, sizes, settings, asked, as_json=as_json)
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


def _load(
    file: str, settings: "Settings", options: "ReadingOptions"
) -> "tuple[list[LoadedDocument], list[tuple[str, CiteGraphError]]]":
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
        recogniser = build_recogniser(settings, read_file)
        loader = Loader(FORMATS, settings.max_upload_bytes, read_file, recogniser)
        for path in found.files:
            try:
                documents += loader.load_file(path, options)
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


def _show_comparison(
    documents: "Sequence[LoadedDocument]",
    sizes: "SplitSettings",
    settings: "Settings",
    questions: "Sequence[EvalQuestion]",
    *,
    as_json: bool,
) -> None:
    from evaluation.splitting import locate_gold

    gold = locate_gold(questions, documents) if questions else None
    reports = _compare(documents, sizes, settings)
    if gold is None:
        say_json(reports) if as_json else show_reports(reports)
        return
    scores = run_async(_score(documents, sizes, settings, gold))
    if as_json:
        say_json(_scored(reports, scores))
        return
    show_reports(reports, scores)
    show_scores(scores)


async def _score(
    documents: "Sequence[LoadedDocument]",
    sizes: "SplitSettings",
    settings: "Settings",
    gold: "SplitQuestions",
) -> "SplitScores":
    from evaluation.splitting import score_strategies

    with progress_bar() as on_progress:
        return await score_strategies(
            tuple(SPLITTERS), documents, sizes, _embedder(settings), gold, on_progress
        )


def _scored(reports: "Sequence[StrategyReport]", scores: "SplitScores") -> _Scored:
    from evaluation.splitting import SplitScores
    from extraction.split.comparison import StrategyReport

    _Scored.model_rebuild(_types_namespace={"StrategyReport": StrategyReport, "SplitScores": SplitScores})
    return _Scored(strategies=tuple(reports), retrieval=scores)


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
        show_chunks(split.title, split.chunks)
