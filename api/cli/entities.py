"""`citegraph entities`: who and what the graph knows, and which of them are one."""

import getpass
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.cli.outcome import AsJson, DryRun, other_names, show_outcome
from api.cli.output import note, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from kg.curation.curator import Curator
    from kg.view.decision_entry import Why
    from schemas.graph import Decision, DecisionOutcome, Entity, MentionPlace, MergeCandidate

T = TypeVar("T")

app = typer.Typer(
    help="Look at the entities; say which are one, which are two, of what type and name; and take that back.",
    no_args_is_help=True,
)

EntityArgument = Annotated[str, typer.Argument(metavar="ENTITY", help="Id or exact name of the entity.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the decision.")]


@app.command("list")
def list_entities(
    query: Annotated[
        str, typer.Argument(help="Words of a name or alias; none lists the most mentioned.")
    ] = "",
    *,
    type_name: Annotated[str, typer.Option("--type", help="Only entities of this type.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List entities, the most mentioned first.

    Example: citegraph entities list lovelace --type Person
    """
    found = run_async(_list(read_settings(), query, type_name, limit))
    if as_json:
        say_json(found)
        return
    rows = [
        (entity.id, entity.name, entity.description, str(entity.mentions), other_names(entity))
        for entity in found
    ]
    say_table(("id", "name", "type", "mentions", "also written"), rows)


@app.command("merge")
def merge(
    source: Annotated[str, typer.Argument(help="Id or exact name of the entity that goes into the other.")],
    target: Annotated[str, typer.Argument(help="Id or exact name of the entity that stays, with its name.")],
    *,
    reason: Annotated[str, typer.Option(help="Why they are one thing; kept with the decision.")] = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say that two entities are one thing. It is a decision: `entities undo` takes it back exactly.

    Example: citegraph entities merge "Countess of Lovelace" "Ada Lovelace" --reason "her title"
    """
    show_outcome(run_async(_merge(read_settings(), source, target, reason, dry_run=dry_run)), as_json=as_json)


@app.command("candidates")
def candidates(
    *,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List pairs of entities that may be one thing, the likeliest first, with a sentence of each.

    `entities merge` says that two are one, `entities separate` that they are not: they are not listed again.

    Example: citegraph entities candidates
    """
    found = run_async(_candidates(read_settings(), limit))
    if as_json:
        say_json(found)
        return
    rows = [
        (
            one.source,
            one.source_name,
            one.source_words,
            one.target,
            one.target_name,
            one.target_words,
            one.reason,
        )
        for one in found
    ]
    say_table(("id", "name", "in", "other id", "other name", "in", "reason"), rows)


@app.command("separate")
def separate(
    one: Annotated[
        str, typer.Argument(help="Id or exact name of an entity, or a name that was put with it.")
    ],
    other: Annotated[str, typer.Argument(help="Id or exact name of the other.")],
    *,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say that two are different things. What a rule joined comes apart, and no rule joins them, be it through a third.

    Example: citegraph entities separate "ABA" "American Bar Association" --reason "here it is basketball"
    """
    work = _decide(
        lambda curator, who: curator.separate(one, other, reason=reason, decided_by=who, dry_run=dry_run)
    )
    show_outcome(run_async(work), as_json=as_json)


@app.command("split")
def split(  # noqa: PLR0913  the user's options
    entity: EntityArgument,
    *,
    document: Annotated[
        list[str] | None,
        typer.Option(help="Id or source of a document in which the other one is meant; may be repeated."),
    ] = None,
    mention: Annotated[
        list[str] | None,
        typer.Option(help="A single place, as `entities mentions` shows it (CHUNK:START); may be repeated."),
    ] = None,
    name: Annotated[
        str, typer.Option(help="What the other one is called; by default as it is written.")
    ] = "",
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say that one name means two things: what the documents and mentions given here name so becomes an entity of its own.

    Its facts, aliases and citations go with it. Later versions of these documents follow; every other document stays with
    the entity that is left.

    Example: citegraph entities split "Li Wei" --document weiB.txt --name "Li Wei (captain)"
    """
    places = [_place(one) for one in mention or ()]
    work = _decide(
        lambda curator, who: curator.split(
            entity,
            documents=document or (),
            mentions=places,
            name=name,
            why=_why(reason, who),
            dry_run=dry_run,
        )
    )
    show_outcome(run_async(work), as_json=as_json)


@app.command("mentions")
def mentions(
    entity: EntityArgument,
    *,
    document: Annotated[str, typer.Option(help="Only in this document: its id or source.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 50,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many from the start.")] = 0,
    as_json: AsJson = False,
) -> None:
    """List where documents name an entity, with the words around: what `entities split --mention` takes.

    Example: citegraph entities mentions "Li Wei" --document weiB.txt
    """
    work = _decide(lambda curator, _: curator.mentions(entity, document, limit=limit, skip=skip))
    found = run_async(work)
    if as_json:
        say_json(found)
        return
    rows = [(f"{one.chunk_id}:{one.start}", one.source, one.surface, one.words) for one in found]
    say_table(("mention", "document", "written", "words"), rows)


@app.command("retype")
def retype(
    entity: EntityArgument,
    type_name: Annotated[str, typer.Argument(metavar="TYPE", help="An entity type of the schema.")],
    *,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say of which type an entity is, whatever its mentions say.

    Example: citegraph entities retype "Mercury" Planet
    """
    work = _decide(
        lambda curator, who: curator.retype(entity, type_name, reason=reason, decided_by=who, dry_run=dry_run)
    )
    show_outcome(run_async(work), as_json=as_json)


@app.command("rename")
def rename(
    entity: EntityArgument,
    name: Annotated[str, typer.Argument(help="The name to show; it is found by it, too.")],
    *,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Say how an entity is called. The names in the texts stay among its aliases.

    Example: citegraph entities rename "Turing" "Alan Turing"
    """
    work = _decide(
        lambda curator, who: curator.rename(entity, name, reason=reason, decided_by=who, dry_run=dry_run)
    )
    show_outcome(run_async(work), as_json=as_json)


@app.command("decisions")
def decisions(
    *,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 100,
    after: Annotated[str | None, typer.Option(help="Go on after this decision's id.")] = None,
    as_json: AsJson = False,
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
    as_json: AsJson = False,
) -> None:
    """Take a decision of any kind back: the graph is as if it had never been made.

    Example: citegraph entities undo 77aa01c2
    """
    show_outcome(run_async(_undo(read_settings(), decision_id, dry_run=dry_run)), as_json=as_json)


def _state(decision: "Decision") -> str:
    return "in force" if decision.undone_at is None else f"undone {decision.undone_at:%Y-%m-%d}"


def _place(text: str) -> "MentionPlace":
    from schemas.graph import MentionPlace

    chunk, _, start = text.partition(":")
    if not chunk or not start.isascii() or not start.isdigit():
        raise InputError(
            f"{text!r} is no mention.",
            remedy="List them: citegraph entities mentions ENTITY shows CHUNK:START.",
        )
    return MentionPlace(chunk_id=chunk, start=int(start))


def _why(reason: str, who: str) -> "Why":
    from kg.view.decision_entry import Why

    return Why(reason=reason, decided_by=who)


async def _decide(work: "Callable[[Curator, str], Coroutine[object, object, T]]") -> T:
    """What the work gives, done with the graph's curator in the name of the user."""
    async with ready_graph(read_settings()) as graph:
        return await work(graph.curator, getpass.getuser())


async def _list(settings: "Settings", query: str, type_name: str, limit: int) -> "list[Entity]":
    async with ready_graph(settings) as graph:
        return await graph.store.reader.entities.search(query, type_name, limit)


async def _candidates(settings: "Settings", limit: int) -> "list[MergeCandidate]":
    async with ready_graph(settings) as graph:
        return await graph.store.names.candidates(limit)


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
