"""`citegraph export` and `citegraph import`: a whole graph in one file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, progress_bar, say
from api.cli.session import read_settings, run_async
from schemas.errors import InputError

if TYPE_CHECKING:
    from api.settings import Settings


def export_command(
    file: Annotated[Path, typer.Argument(help="Where to write it; compressed, where the name ends in .gz.")],
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Take the place of a file that is there.")
    ] = False,
    evaluations: Annotated[
        bool, typer.Option(help="With the kept runs of citegraph eval, which hold questions and answers.")
    ] = True,
) -> None:
    """Write the whole graph into a file: documents with their originals, entities, facts, evidence, decisions, vocabulary, jobs, evaluations.

    The server need not be stopped where it is another graph's; this graph's must be, so that nothing changes meanwhile.

    Example: citegraph export graph.jsonl.gz
    """
    if file.exists() and not overwrite:
        raise InputError(f"{file} is there already", remedy="Give another name, or --overwrite.")
    if not file.absolute().parent.is_dir():
        raise InputError(f"there is no folder {file.absolute().parent}", remedy="Make it first.")
    lines = run_async(_export(read_settings(), file, with_evaluations=evaluations))
    say(f"{lines} lines in {file}, {file.stat().st_size / 1e6:.1f} MB")
    note("it holds all texts; keys of the API and trained link predictors are not in it")


def import_command(
    file: Annotated[Path, typer.Argument(help="A file that `citegraph export` wrote.")],
) -> None:
    """Read a file of `citegraph export` into an empty graph. Cut off, it goes on where it was when it is called again.

    Example: citegraph import graph.jsonl.gz
    """
    lines = run_async(_import(read_settings(), file))
    say(f"{lines} lines of {file} are in the graph")


async def _export(settings: "Settings", file: Path, *, with_evaluations: bool) -> int:
    from api.cli.session import ready_graph
    from api.transfer.transfer import export_graph

    async with ready_graph(settings) as graph:
        with progress_bar() as on_progress:
            return await export_graph(graph, file, on_progress, with_evaluations=with_evaluations)


async def _import(settings: "Settings", file: Path) -> int:
    from api.bootstrap import open_graph
    from api.transfer.transfer import import_graph

    with progress_bar() as on_progress:
        async with open_graph(settings, on_progress=on_progress) as graph:
            await graph.store.reader.ping(settings.neo4j_timeout_s)
            return await import_graph(graph, file, on_progress)
