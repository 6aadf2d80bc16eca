"""`citegraph facts`: what the graph holds for true, and what a person says is not."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.facts_export import export
from api.cli.outcome import AsJson, DryRun, show_outcome
from api.cli.output import say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async

if TYPE_CHECKING:
    from api.settings import Settings
    from schemas.graph import DecisionOutcome, Fact

app = typer.Typer(
    help=(
        "Look at the facts, say which are not true, and take that back. A rejected fact is seen nowhere, also when another "
        "document states it; the texts stay as they are, and restore brings it back with all of them."
    ),
    no_args_is_help=True,
)

FactId = Annotated[str, typer.Argument(help="Id of the fact, as `facts list` shows it.")]


app.command("export")(export)


@app.command("list")
def list_facts(
    entity: Annotated[
        str, typer.Argument(help="Id or exact name of an entity; none lists the facts of all.")
    ] = "",
    *,
    relation: Annotated[str, typer.Option(help="Only facts of this relation type, such as BORN_IN.")] = "",
    rejected: Annotated[bool, typer.Option("--rejected", help="The facts that were rejected.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List facts, those that most chunks state first; the rejected ones, the latest first.

    Example: citegraph facts list "Ada Lovelace"
    """
    found = run_async(_list(read_settings(), entity, relation, limit, rejected=rejected))
    if as_json:
        say_json(found)
        return
    rows = [(fact.id, fact.type, str(fact.support), fact.text) for fact in found]
    say_table(("id", "relation", "chunks", "fact"), rows)


@app.command("reject")
def reject(
    fact: FactId,
    *,
    reason: Annotated[str, typer.Option(help="Why it is not true; kept with the decision.")] = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say that a fact is not true. It goes from the graph, and stays away when another document states it.

    Example: citegraph facts reject 5f2b91c7 --reason "she only visited"
    """
    show_outcome(run_async(_reject(read_settings(), fact, reason, dry_run=dry_run)), as_json=as_json)


@app.command("restore")
def restore(fact: FactId, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Bring a rejected fact back, with everything that states it now.

    Example: citegraph facts restore 5f2b91c7
    """
    show_outcome(run_async(_restore(read_settings(), fact, dry_run=dry_run)), as_json=as_json)


async def _list(
    settings: "Settings", entity: str, relation: str, limit: int, *, rejected: bool
) -> "list[Fact]":
    async with ready_graph(settings) as graph:
        return await graph.curator.facts(entity, relation, limit, rejected=rejected)


async def _reject(settings: "Settings", fact: str, reason: str, *, dry_run: bool) -> "DecisionOutcome":
    async with ready_graph(settings) as graph:
        return await graph.curator.reject(fact, reason=reason, decided_by=getpass.getuser(), dry_run=dry_run)


async def _restore(settings: "Settings", fact: str, *, dry_run: bool) -> "DecisionOutcome":
    async with ready_graph(settings) as graph:
        return await graph.curator.restore(fact, dry_run=dry_run)
