"""A whole graph into a file, and out of one into an empty graph."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path

import orjson

from api.bootstrap import GraphServices
from api.jobs.database import own_job_database
from api.jobs.table import UNENDED, JobTable
from api.settings import Settings
from api.transfer.archive import ArchiveHead, Line, archive_lines, archive_writer, check_archive
from api.transfer.library_files import file_parts, write_files
from api.transfer.sql_rows import TABLES, replace_rows, rows_of
from api.version import program_version
from evaluation.kept_reports import KeptReports
from schemas.errors import ConfigError, ConflictError, InputError
from schemas.ports import Progress

_BATCH = 1000


async def export_graph(
    graph: GraphServices, path: Path, on_progress: Progress, *, with_evaluations: bool = True
) -> int:
    """Write the graph, its documents and its jobs into a file that appears whole; gives the number of lines between head and end.

    With the kept evaluations, unless they are to be left out.

    Raises:
        ConflictError: another process runs the jobs, some have not ended, or the graph was changed meanwhile.
        CiteGraphError: Neo4j or the job database failed.
    """
    settings, reader = graph.settings, graph.store.reader
    async with own_job_database(settings) as database:
        if await JobTable(database).count(*UNENDED):
            raise ConflictError(
                "some jobs have not ended", remedy="Wait for them or cancel them: citegraph jobs list"
            )
        before = await reader.version()
        head = ArchiveHead(
            program=program_version(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            embedding_model=graph.embedder.model,
        )
        with archive_writer(path, head) as archive:
            for part in file_parts(graph.library):
                archive.write(part)
            for name, report in _evaluations(settings) if with_evaluations else ():
                archive.write({"evaluation": name, "report": report})
            for name, table in TABLES.items():
                async for row in rows_of(database, table):
                    archive.write({"table": name, "row": row})
            async for stored in graph.store.rows():
                archive.write(stored)
                on_progress("export", archive.lines, archive.lines)
            if await reader.version() != before:
                raise ConflictError("the graph was changed meanwhile", remedy="Export it again.")
        return archive.lines - 1


async def import_graph(graph: GraphServices, path: Path, on_progress: Progress) -> int:
    """Read a file of `export_graph` into an empty graph; one that was cut off goes on. Gives the number of lines.

    Raises:
        InputError: the file is none of these, cut off or damaged; nothing was changed.
        ConflictError: the graph is not empty, or another process runs its jobs.
        ConfigError: the graph is to have another embedding model.
        CiteGraphError: Neo4j or the job database failed; the same call goes on.
    """
    on_progress("check the file", 0, 1)
    head, end = check_archive(path)
    settings, importing = graph.settings, graph.store.importing
    if "embedding_model" in settings.model_fields_set and graph.embedder.model != head.embedding_model:
        raise ConfigError(
            f"the graph in {path} has vectors of {head.embedding_model}, not of {graph.embedder.model}",
            remedy="Unset CITEGRAPH_EMBEDDING_MODEL, or set it to that model.",
        )
    async with own_job_database(settings) as database:
        written = await importing.begin(end.sha256)
        stored = 0
        for kind, lines in groupby(archive_lines(path), _kind):
            if kind == "file":
                write_files(graph.library, lines)
            elif kind == "evaluation":
                _keep_evaluations(settings, lines)
            elif kind in TABLES:
                await replace_rows(database, TABLES[kind], (_row(line) for line in lines))
            elif kind in {"node", "head"}:
                while rows := list(islice(lines, _BATCH)):
                    stored += len(rows)
                    if stored > written:
                        await importing.write(rows, stored)
                    on_progress("import", stored, end.lines)
            else:
                raise InputError(
                    f"{path} has lines of an unknown kind",
                    remedy="Use the version of CiteGraph that wrote it.",
                )
        await importing.end()
    await graph.ensure_ready()
    return end.lines - 1


def _evaluations(settings: Settings) -> Iterator[tuple[str, object]]:
    for name, content in KeptReports(settings.evaluations_dir).contents():
        yield name, orjson.loads(content)


def _keep_evaluations(settings: Settings, lines: Iterable[Line]) -> None:
    kept = KeptReports(settings.evaluations_dir)
    for line in lines:
        kept.put(str(line["evaluation"]), orjson.dumps(line["report"]))


def _kind(line: Line) -> str:
    """The name of a line's table, else its first field."""
    return str(line["table"]) if "table" in line else next(iter(line))


def _row(line: Line) -> dict[str, object]:
    row = line["row"]
    if not isinstance(row, dict):
        raise InputError("a row without columns", remedy="Export again.")
    return row
