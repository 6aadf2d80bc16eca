"""`citegraph entities`: who and what the graph knows, and which of them are one."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import say, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from api.settings import Settings
    from kg.store import Neo4jGraphStore
    from schemas.decision import Decision
    from schemas.entity import Entity

app = typer.Typer(
    help="Look at the entities, say which two are one, and take that back.", no_args_is_help=True
)


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
        (entity.id, entity.name, entity.type, str(entity.mentions), _other_names(entity)) for entity in found
    ]
    say_table(("id", "name", "type", "mentions", "also written"), rows)


@app.command("merge")
def merge(
    source: Annotated[str, typer.Argument(help="Id or exact name of the entity that goes.")],
    target: Annotated[str, typer.Argument(help="Id or exact name of the entity that stays.")],
    *,
    reason: Annotated[str, typer.Option(help="Why they are one thing; kept with the decision.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say that two entities are one thing. It is a decision: `entities undo` takes it back exactly.

    Example: citegraph entities merge "Countess of Lovelace" "Ada Lovelace" --reason "her title"
    """
    decision = run_async(_merge(read_settings(), source, target, reason))
    if as_json:
        say_json(decision)
    else:
        say(f"merged; to take it back: citegraph entities undo {decision.id}")


@app.command("decisions")
def decisions(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List what was decided about entities, by whom and why.

    Example: citegraph entities decisions
    """
    found = run_async(_decisions(read_settings()))
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take a decision back: both entities are there again, with their mentions and facts.

    Example: citegraph entities undo 77aa01c2
    """
    decision = run_async(_undo(read_settings(), decision_id))
    if as_json:
        say_json(decision)
    else:
        say(f"undone: {decision.reason}")


def _other_names(entity: "Entity") -> str:
    return "; ".join(alias for alias in entity.aliases if alias != entity.name)[:80]


def _state(decision: "Decision") -> str:
    return "in force" if decision.undone_at is None else f"undone {decision.undone_at:%Y-%m-%d}"


async def _list(settings: "Settings", query: str, type_name: str, limit: int) -> "list[Entity]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.entities.search(query, type_name, limit)


async def _merge(settings: "Settings", source: str, target: str, reason: str) -> "Decision":
    async with ready_graph(settings) as graph:
        goes = await _identify(graph.store, source)
        stays = await _identify(graph.store, target)
        why = reason or f"{goes.name} is {stays.name}"
        return await graph.store.merges.merge(goes.id, stays.id, reason=why, decided_by=getpass.getuser())


async def _identify(store: "Neo4jGraphStore", name_or_id: str) -> "Entity":
    """The one entity meant.

    Raises:
        NotFoundError: there is none.
        InputError: there are several of that name.
    """
    try:
        return await store.reader.entities.get(name_or_id)
    except NotFoundError:
        found = await store.reader.entities.search(name_or_id, "", 100)
    same = [entity for entity in found if name_or_id in {entity.name, *entity.aliases}]
    if len(same) == 1:
        return same[0]
    if not same:
        raise NotFoundError(
            f"there is no entity {name_or_id}", remedy=f"Look for it: citegraph entities list {name_or_id!r}"
        )
    choices = ", ".join(f"{entity.id} ({entity.type})" for entity in same)
    raise InputError(f"several entities are called {name_or_id}", remedy=f"Give the id of one: {choices}")


async def _decisions(settings: "Settings") -> "list[Decision]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.decisions.all()


async def _undo(settings: "Settings", decision_id: str) -> "Decision":
    async with ready_graph(settings) as graph:
        return await graph.store.merges.undo(decision_id)
