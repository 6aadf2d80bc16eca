"""`citegraph entities`: who and what the graph knows, and which of them are one."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.outcome import other_names, show_outcome
from api.cli.output import note, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async

if TYPE_CHECKING:
    from api.settings import Settings
    from schemas.graph import Decision, DecisionOutcome, Entity

app = typer.Typer(
    help="Look at the entities, say which two are one, and take that back.", no_args_is_help=True
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be, and change nothing.")]


@app.command("list")
def list_entities(
    query: Annotated[
        str, typer.Argument(help="Words of a name or alias; none lists the most mentioned.")
    ] = "",
    *,
    type_name: Annotated[str, typer.Option("--type", help="Only entities of this type.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List entities, the most mentioned first.

    Example: citegraph entities list lovelace --type Person
    """
    found = run_async(_list(read_settings(), query, type_name, limit))
    if as_json:
        say_json(found)
        return
    rows = [
        (entity.id, entity.name, entity.type, str(entity.mentions), other_names(entity)) for entity in found
    ]
    say_table(("id", "name", "type", "mentions", "also written"), rows)


@app.command("merge")
def merge(
    source: Annotated[str, typer.Argument(help="Id or exact name of the entity that goes into the other.")],
    target: Annotated[str, typer.Argument(help="Id or exact name of the entity that stays, with its name.")],
    *,
    reason: Annotated[str, typer.Option(help="Why they are one thing; kept with the decision.")] = "",
    dry_run: DryRun = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say that two entities are one thing. It is a decision: `entities undo` takes it back exactly.

    Example: citegraph entities merge "Countess of Lovelace" "Ada Lovelace" --reason "her title"
    """
    show_outcome(run_async(_merge(read_settings(), source, target, reason, dry_run=dry_run)), as_json=as_json)


@app.command("decisions")
def decisions(
    *,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 100,
    after: Annotated[str | None, typer.Option(help="Go on after this decision's id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what was decided about entities and facts, by whom and why, the latest first.

    Example: citegraph entities decisions
    """
    found = run_async(_decisions(read_settings(), limit + 1, after))
    if len(found) > limit:
        found = found[:limit]
        note(f"there are more: citegraph entities decisions --after {found[-1].id}")
    if as_json:
        say_json(found)
        return
    rows = [
        (each.id, each.kind, f"{each.at:%Y-%m-%d %H:%M}", each.decided_by, _state(each), each.reason[:80])
        for each in found
    ]
    say_table(("id", "kind", "at", "by", "state", "reason"), rows)


@app.command("undo")
def undo(
    decision_id: Annotated[str, typer.Argument(help="Id of the decision, as `entities decisions` shows it.")],
    *,
    dry_run: DryRun = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take a decision of any kind back: the graph is as if it had never been made.

    Example: citegraph entities undo 77aa01c2
    """
    show_outcome(run_async(_undo(read_settings(), decision_id, dry_run=dry_run)), as_json=as_json)


def _state(decision: "Decision") -> str:
    return "in force" if decision.undone_at is None else f"undone {decision.undone_at:%Y-%m-%d}"


async def _list(settings: "Settings", query: str, type_name: str, limit: int) -> "list[Entity]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.entities.search(query, type_name, limit)


async def _merge(
    settings: "Settings", source: str, target: str, reason: str, *, dry_run: bool
) -> "DecisionOutcome":
    async with ready_graph(settings) as graph:
        return await graph.curator.merge(
            source, target, reason=reason, decided_by=getpass.getuser(), dry_run=dry_run
        )


async def _decisions(settings: "Settings", limit: int, after: str | None) -> "list[Decision]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.decisions.page(limit, after)


async def _undo(settings: "Settings", decision_id: str, *, dry_run: bool) -> "DecisionOutcome":
    async with ready_graph(settings) as graph:
        return await graph.curator.undo(decision_id, dry_run=dry_run)
