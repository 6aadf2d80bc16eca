"""`citegraph facts export`: the graph in a file for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import BackendError, InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from kg.interchange.formats import ExportedGraph

_ENDINGS = (".graphml", ".ttl", ".csv")


def export(
    file: Annotated[
        Path, typer.Argument(help="Where to write; its ending, .graphml, .ttl or .csv, is the format.")
    ],
) -> None:
    """Write the entities and facts, with the documents that prove them, into a file.

    GraphML is for Gephi, yEd and networkx, Turtle (.ttl) for RDF stores, .csv is a table with a row for each place that
    states a fact. None can be read back; what `citegraph export` writes can.

    Example: citegraph facts export graph.graphml
    """
    if file.suffix.lower() not in _ENDINGS:
        raise InputError(f"{file.name} has no known ending", remedy=f"End it in {', '.join(_ENDINGS)}.")
    graph = run_async(_read(read_settings()))
    try:
        _writer(file)(graph, file)
    except OSError as error:
        raise BackendError(
            f"{file} cannot be written: {error.strerror}", remedy="Give another path."
        ) from error
    note(f"wrote {len(graph.entities):,} entities and {len(graph.facts):,} facts to {file}")


def _writer(file: Path) -> "Callable[[ExportedGraph, Path], None]":
    from kg.interchange.formats import write_csv, write_graphml, write_turtle

    return {".graphml": write_graphml, ".ttl": write_turtle, ".csv": write_csv}[file.suffix.lower()]


async def _read(settings: "Settings") -> "ExportedGraph":
    from kg.interchange.graph import exported_graph

    async with ready_graph(settings) as graph:
        return await exported_graph(graph.store.reader)
