"""`citegraph documents`: what is in the graph, and taking it out."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, say, say_json, say_table, warning_text
from api.cli.remote import Server, find_server
from api.cli.session import read_settings, ready_graph, ready_jobs, run_async
from schemas.errors import InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from schemas.document import Document
    from schemas.graph import Removal

app = typer.Typer(help="List the documents of the graph, and take some out.", no_args_is_help=True)
_NAMED = 10


@app.command("list")
def list_documents(
    *,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 100,
    after: Annotated[str | None, typer.Option(help="Go on after this document id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the documents in the graph, and what was lost on their way in.

    Example: citegraph documents list --json
    """
    found = run_async(_list(read_settings(), limit + 1, after))
    if len(found) > limit:
        found = found[:limit]
        note(f"there are more: citegraph documents list --after {found[-1].id}")
    if as_json:
        say_json(found)
        return
    rows = [
        (document.id, document.title[:50], document.media_type, document.language, document.source)
        for document in found
    ]
    say_table(("id", "title", "type", "language", "source"), rows)
    for document in found:
        for warning in document.warnings:
            say(f"warning: {document.title[:50]}: {warning_text(warning)}")


@app.command("delete")
def delete(
    document_id: Annotated[str, typer.Argument(help="Id of the document, as `documents list` shows it.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take a document out, with every entity and fact that only it supports.

    Example: citegraph documents delete 5c0d3a1e7b2f4c6d8e9f0a1b2c3d4e5f --dry-run
    """
    settings = read_settings()
    if not dry_run and not yes:
        _ask_first(run_async(_delete(settings, document_id, dry_run=True)))
    removal = run_async(_delete(settings, document_id, dry_run=dry_run))
    if as_json:
        say_json(removal)
    else:
        _show(removal)


async def _list(settings: "Settings", limit: int, after: str | None) -> "list[Document]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.documents.page(limit, after)


async def _delete(settings: "Settings", document_id: str, *, dry_run: bool) -> "Removal":
    if dry_run:
        async with ready_graph(settings) as graph:
            return await graph.curator.delete_document(document_id, dry_run=True)
    address = find_server(settings)
    if address:
        return await Server(address, settings).delete_document(document_id, dry_run=False)
    async with ready_jobs(settings) as jobs:
        return await jobs.delete_document(document_id)


def _ask_first(removal: "Removal") -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "nobody is there to confirm the deletion", remedy="Add --yes, or --dry-run to look first."
        )
    _show(removal)
    typer.confirm("Take it out?", abort=True)


def _show(removal: "Removal") -> None:
    verb = "would go" if removal.dry_run else "gone"
    say(f"{verb}: “{removal.title}” ({removal.document_id})")
    say(f"  {removal.chunks} chunks, {removal.mentions} mentions, {removal.evidence} pieces of evidence")
    for word, names in (("entities", removal.entities), ("facts", removal.facts)):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        shown = f": {', '.join(names[:_NAMED])}{more}" if names else ""
        say(f"  {len(names)} {word}{shown}")
