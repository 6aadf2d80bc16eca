"""`citegraph ingest`: files in, a graph out."""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import (
    EXIT_BACKEND,
    EXIT_INPUT,
    SHOWN,
    file_line,
    note,
    note_refused,
    note_skipped,
    progress_bar,
    say,
    say_json,
    warning_text,
)
from api.cli.reading import Encoding, IdField, Ocr, Select, TextField, TitleField, reading_options
from api.cli.session import read_settings, ready_graph, run_async
from api.parts import FORMATS, build_fetcher
from extraction.load.formats import is_address
from schemas.errors import CiteGraphError, DocumentRejectedError
from schemas.warning import REFUSED

if TYPE_CHECKING:
    from api.bootstrap import GraphServices
    from api.cli.remote import Server
    from api.jobs.service import Jobs, Upload
    from api.settings import Settings
    from kg.read.entities import UnrelatedEntities
    from schemas.job import ChunkCounts, Job, JobEstimate
    from schemas.warning import IngestWarning

_FILES_AT_ONCE = 100
_POLL_S = 0.5
_STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"
Refused = tuple[str, CiteGraphError]
"""A file that cannot be read, and why."""


def ingest(  # noqa: PLR0913  the user's options
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders or patterns such as 'papers/*.pdf', addresses (https://…) if the settings allow it, or - for what is piped in. "
            f"They may end in {', '.join(FORMATS.suffixes)}."
        ),
    ],
    *,
    select: Select = None,
    encoding: Encoding = None,
    ocr: Ocr = None,
    id_field: IdField = None,
    title_field: TitleField = None,
    text_field: TextField = None,
    name: Annotated[
        str, typer.Option(help="Name of what is piped in; its ending says what format it has.")
    ] = STANDARD_INPUT_NAME,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Start also what may need more than the limit, without asking."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the jobs as JSON.")] = False,
) -> None:
    """Read documents into the graph.

    The same file again changes nothing; a changed file replaces its older version. A file is known by its absolute
    path, from whichever folder you call: files of one name in different folders are different documents, and a file
    that was moved is a new one. Of a folder, what is passed over or cannot be read is named, and the rest goes in.
    Interrupted, the work goes on where it was when you start it again.

    What may need more model calls, or more money, than CITEGRAPH_ADMISSION__CONFIRM_ABOVE_… allows is estimated first
    and starts when you agree: at the terminal, by --yes, or by `citegraph jobs confirm`.

    Example: citegraph ingest notes/ report.pdf
    """
    settings = read_settings()
    options = reading_options(
        select=select,
        encoding=encoding,
        ocr=ocr,
        id_field=id_field,
        title_field=title_field,
        text_field=text_field,
    )
    read, refused = _read(paths, settings, name)
    uploads = [upload.model_copy(update={"options": options}) for upload in read]
    jobs, unrelated = run_async(_ingest(uploads, settings, refused, yes=yes)) if uploads else ([], [])
    if as_json:
        say_json(jobs)
    else:
        for job in jobs:
            show_job(job)
        show_unrelated(unrelated)
    end_with(jobs, refused)


def _read(
    paths: Sequence[str], settings: "Settings", piped_name: str
) -> "tuple[list[Upload], list[Refused]]":
    """The files that the paths mean, and what cannot be read: one bad file or path does not stop the others.

    Raises:
        CiteGraphError: it is about the only path or file.
    """
    from api.jobs.service import Upload
    from extraction.load.loader import Loader

    loader = Loader(FORMATS, settings.max_upload_bytes)
    addresses = [path for path in paths if is_address(path)]
    files, refused = _find([path for path in paths if path != _STANDARD_INPUT and path not in addresses])
    uploads = run_async(_fetch(addresses, settings, refused)) if addresses else []
    if _STANDARD_INPUT in paths:
        piped = sys.stdin.buffer.read(settings.max_upload_bytes + 1)
        uploads.append(Upload(name=piped_name, content=piped, media_type="text/plain"))
    with progress_bar() as on_progress:
        for done, file in enumerate(files):
            on_progress("reading files", done, len(files))
            try:
                uploads.append(Upload(name=file, content=loader.read_bytes(Path(file))))
            except CiteGraphError as error:
                refused.append((file, error))
    if not uploads and len(refused) == 1:
        raise refused[0][1]
    return uploads, refused


async def _fetch(addresses: Sequence[str], settings: "Settings", refused: "list[Refused]") -> "list[Upload]":
    """The documents at the addresses; adds to `refused` what cannot be fetched."""
    from api.jobs.service import Upload

    fetcher = build_fetcher(settings)
    uploads = []
    for address in addresses:
        try:
            fetched = await fetcher.fetch(address)
        except DocumentRejectedError as error:
            refused.append((address, error))
        else:
            uploads.append(Upload(name=address, content=fetched.content, media_type=fetched.media_type))
    return uploads


def _find(paths: Sequence[str]) -> "tuple[list[str], list[Refused]]":
    """The real paths of the files, each once and in order, and the paths that lead to none; names what is passed over."""
    from extraction.load.file_search import find_files

    files: set[str] = set()
    skipped: dict[str, IngestWarning] = {}
    refused: list[Refused] = []
    for pattern in paths:
        try:
            found = find_files(pattern, FORMATS)
        except CiteGraphError as error:
            refused.append((pattern, error))
            continue
        # Not Path.resolve, which fails at a link that leads in a circle.
        files |= {os.path.realpath(file) for file in found.files}
        skipped |= {warning.place: warning for warning in found.skipped}
    note_skipped(list(skipped.values()))
    return sorted(files), refused


async def _ingest(
    uploads: "Sequence[Upload]", settings: "Settings", refused: "list[Refused]", *, yes: bool
) -> "tuple[list[Job], list[UnrelatedEntities]]":
    """The jobs of the files, once they have ended, and what they name but say nothing of, unless a server does the work.

    Adds to `refused` where none of a batch can be read.
    """
    from api.cli.remote import Server, find_server
    from api.jobs.opening import open_jobs

    address = find_server(settings)
    batches = list(_batches(uploads, settings.max_upload_bytes))
    jobs: list[Job] = []
    async with AsyncExitStack() as stack:
        if address:
            note(f"the server at {address} does the work")
            server = Server(address, settings)
        else:
            graph = await stack.enter_async_context(ready_graph(settings))
            service = await stack.enter_async_context(open_jobs(graph))
        for batch in batches:
            try:
                work = _through_server(server, batch, yes=yes) if address else _here(service, batch, yes=yes)
                jobs.append(await work)
            except DocumentRejectedError as error:
                if len(uploads) == 1 and not refused:
                    raise
                refused += error.refused or [(batch[0].name, error)]
        return jobs, [] if address else await unrelated_in(graph, jobs)


async def unrelated_in(graph: "GraphServices", jobs: "Sequence[Job]") -> "list[UnrelatedEntities]":
    """The entities of these jobs' documents that are in no fact."""
    documents = [one for job in jobs if job.state == "done" for one in job.document_ids]
    return await graph.store.reader.entities.unrelated(documents) if documents else []


async def _here(jobs: "Jobs", batch: "Sequence[Upload]", *, yes: bool) -> "Job":
    job = await jobs.submit(batch, confirmed=yes)
    if _is_confirmed(job):
        await jobs.confirm(job.id)
    with progress_bar() as on_progress:
        return _with_refused(job, await jobs.wait(job.id, on_progress))


def _batches(uploads: "Sequence[Upload]", max_bytes: int) -> "Iterator[list[Upload]]":
    """Groups that fit into one request."""
    batch: list[Upload] = []
    size = 0
    for upload in uploads:
        if batch and (len(batch) >= _FILES_AT_ONCE or size + len(upload.content) > max_bytes):
            yield batch
            batch, size = [], 0
        batch.append(upload)
        size += len(upload.content)
    if batch:
        yield batch


async def _through_server(server: "Server", batch: "Sequence[Upload]", *, yes: bool) -> "Job":
    job = await server.submit(batch, confirmed=yes)
    if _is_confirmed(job):
        job = await server.change_job(job.id, "confirm")
    with progress_bar() as on_progress:
        while job.state in {"queued", "running"}:
            if job.stage:
                on_progress(job.stage.name, job.stage.done, job.stage.total)
            else:
                on_progress(job.state, 0, 0)
            await asyncio.sleep(_POLL_S)
            job = _with_refused(job, await server.get_job(job.id))
    return job


def _with_refused(submitted: "Job", later: "Job") -> "Job":
    """The job as it is later, with the files that this request was refused: an older job of the others has none of them."""
    unsaid = [each for each in submitted.warnings if each.kind == REFUSED and each not in later.warnings]
    return later.model_copy(update={"warnings": (*later.warnings, *unsaid)})


def _is_confirmed(job: "Job") -> bool:
    """Whether a person at the terminal agrees to a job that waits for it."""
    if job.state != "waiting for confirmation" or not sys.stdin.isatty():
        return False
    return typer.confirm(f"This may need {_estimated(job)}. Start it?")


def show_job(job: "Job") -> None:
    """Print how an ingest ended: its documents, the chunks of both passes, what failed and what it cost."""
    warnings = [warning for warning in job.warnings if warning.kind != REFUSED]
    end = ", with these warnings:" if warnings else ""
    say(f"job {job.id}: {job.state}, {len(job.document_ids)} documents{end}")
    for warning in warnings[:SHOWN]:
        say(f"  warning: {file_line(warning.place, warning_text(warning))}")
    if len(warnings) > SHOWN:
        say(f"  and {len(warnings) - SHOWN} more: --json shows them all")
    for name, counts in (("first pass", job.loose), ("second pass", job.strict)):
        if counts.total:
            say(f"  {name}: {_counted(counts)}")
    for failure in job.failures:
        say(f"  failed: {failure.count} × {failure.reason}")
    for left_out in job.left_out:
        say(f"  left out: {left_out.count} × {left_out.reason}, such as: {left_out.examples[0]}")
    if job.usage.model_calls:
        say(
            f"  {job.usage.model_calls} model calls, {job.usage.input_tokens + job.usage.output_tokens:,} tokens"
        )
    if job.state == "waiting for confirmation":
        say(f"  it may need {_estimated(job)}")
    if job.state == "waiting for review":
        say("  the graph schema waits for you: citegraph schema draft, then citegraph schema approve")


def show_unrelated(found: "Sequence[UnrelatedEntities]") -> None:
    """Print the share of entities that are in no fact, for each language."""
    shares = [
        f"{one.language} {100 * one.in_no_fact / one.entities:.0f} % of {one.entities:,}" for one in found
    ]
    if shares:
        say(f"  entities in no fact: {', '.join(shares)}")


def _estimated(job: "Job") -> str:
    return (
        f"{job.estimate.chunks:,} chunks, {estimated(job.estimate)}" if job.estimate else "an unknown amount"
    )


def estimated(estimate: "JobEstimate") -> str:
    """How many calls of a model, tokens and, where prices are set, money."""
    tokens = estimate.input_tokens + estimate.output_tokens
    price = "" if estimate.price is None else f", at a price of {estimate.price:,.2f}"
    return f"{estimate.model_calls:,} model calls, {tokens:,} tokens{price}"


def _counted(counts: "ChunkCounts") -> str:
    pending = f", {counts.pending} to do" if counts.pending else ""
    return f"{counts.total} chunks: {counts.done} done, {counts.failed} failed{pending}"


def end_with(jobs: "Sequence[Job]", refused: "Sequence[Refused]" = ()) -> None:
    """Name what did not go in, and end with the exit code it means; returns when all went in."""
    by_jobs = [each for job in jobs for each in job.warnings if each.kind == REFUSED]
    refused = [*refused, *((each.place, DocumentRejectedError(each.remedy)) for each in by_jobs)]
    note_refused(refused)
    for job in jobs:
        if job.state == "failed":
            note(f"error: job {job.id} failed: {' '.join(job.error.split())}")
            note(f"remedy: {job.remedy or 'see the error'}; then: citegraph jobs retry {job.id}")
        if job.state == "cancelled":
            note(f"error: job {job.id} was cancelled")
            note(f"remedy: citegraph jobs retry {job.id} goes on with it")
        if job.state == "waiting for confirmation":
            note(f"error: job {job.id} waits for your confirmation")
            note(f"remedy: citegraph jobs confirm {job.id}, or the same command with --yes")
    if any(job.state in {"failed", "cancelled"} for job in jobs):
        raise typer.Exit(EXIT_BACKEND)
    if refused or any(job.state == "waiting for confirmation" for job in jobs):
        raise typer.Exit(EXIT_INPUT)
