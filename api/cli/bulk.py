"""`citegraph bulk`: an empty graph filled by Neo4j's own importer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, progress_bar, say, say_json
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from api.transfer.bulk import BulkReport


def bulk_command(
    *,
    vectors: Annotated[
        Path | None,
        typer.Option(help="A file of `citegraph export` whose chunks give theirs to the same chunks here."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Fill the empty graph with all documents that were ingested, by Neo4j's own importer: many times faster than ingesting again.

    After `citegraph neo4j wipe`, for another embedding model, or where the graph was lost. What was read out of the documents
    is taken from the data folder; only where the vocabulary, drafted again, comes out otherwise are passages read again. The result is the
    graph that ingesting makes; decisions of people that were in a graph that is gone are not in it. Stop the server first. Called again after
    Ctrl-C, it goes on behind the last part that it ended.

    Example: citegraph bulk --vectors graph.jsonl.gz
    """
    from api.transfer.bulk import bulk_import

    with progress_bar() as on_progress:
        report = run_async(bulk_import(read_settings(), vectors, on_progress))
    if as_json:
        say_json(report)
    else:
        say_report(report)


def say_report(report: "BulkReport") -> None:
    """What was imported, and how long each part of it took."""
    counts = report.counts
    say(
        f"{counts.documents} documents, {counts.chunks} chunks, {counts.entities} entities and {counts.facts} facts are in the graph"
    )
    say(
        f"read in {report.read_s:.0f} s, imported in {report.import_s:.0f} s, "
        f"derived and indexed in {report.derive_s:.0f} s, names compared in {report.names_s:.0f} s"
    )
    if report.embedded:
        note(
            f"of that, {report.embedded} texts embedded in {report.embed_s:.0f} s, "
            f"{report.embedded / report.embed_s:.0f} a second"
        )
