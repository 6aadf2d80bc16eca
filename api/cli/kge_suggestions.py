"""`citegraph kge suggest`, `accept` and `reject`: facts that may be missing, and what a person says of them."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.outcome import AsJson, DryRun, show_outcome
from api.cli.output import note, say, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import InputError

if TYPE_CHECKING:
    from kg.curation.suggestions import Suggestions
    from schemas.graph import DecisionOutcome
    from schemas.suggestion import JudgedSuggestion

ACCEPT, REJECT = "accept", "reject"
JUDGEMENTS = {
    ACCEPT: """Say that a suggestion is true. It is kept as your word: it is no fact, is never cited, and is not suggested again.

    Example: citegraph kge accept "Ada Lovelace" WORK_WITH "Charles Babbage" --reason "their letters"
    """,
    REJECT: """Say that a suggestion is not true: it is not made again. A document that states it later is believed all the same.

    Example: citegraph kge reject "Ada Lovelace" WORK_WITH "Isaac Newton" --reason "he died before"
    """,
}
"""The help of each command that judges."""
_NAMES = {"both": "both", "head": "the first", "tail": "the second"}

Head = Annotated[str, typer.Argument(help="Id or exact name of the entity that comes first.")]
Relation = Annotated[str, typer.Argument(help="The relation type, such as WORK_AT.")]
Tail = Annotated[str, typer.Argument(help="Id or exact name of the entity that comes second.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the decision.")]


def suggest(
    entity: Annotated[str, typer.Argument(help="Id or exact name of an entity; none suggests for all.")] = "",
    *,
    relation: Annotated[str, typer.Option(help="Only this relation type, such as WORK_AT.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 20,
    accepted: Annotated[bool, typer.Option("--accepted", help="Those that were accepted instead.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Those that were rejected instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Suggest facts that may be missing: no document states them, and the link predictor takes them for true.

    The score is the share of such statements that turned out to be facts, when some facts were held back from training. Under
    each stands where to look: sentences that name both ends, or the nearest that name one. No suggestion is ever cited.
    Say what you know of it with `kge accept` or `kge reject`: it is not suggested again.

    Example: citegraph kge suggest "Ada Lovelace" --relation WORK_WITH
    """
    if accepted and rejected:
        raise InputError(
            "Suggestions are listed as accepted or as rejected.", remedy="Leave one of them out."
        )
    if accepted or rejected:
        _show_judged(run_async(_judged(entity, accepted=accepted)), as_json=as_json)
        return
    found = run_async(_suggest(entity, relation, limit))
    if as_json:
        say_json(found)
        return
    for one in found.items:
        say(f"{one.score:.2f}  {one.head_name}  {one.relation}  {one.tail_name}")
        for place in one.evidence:
            page = f", page {place.page}" if place.page else ""
            say(f"      names {_NAMES[place.names]} ({place.title}{page}): {place.words}")
    note(found.note or "say what is true: citegraph kge accept HEAD RELATION TAIL, or kge reject")


def judge(  # noqa: PLR0913  the user's options
    context: typer.Context,
    head: Head,
    relation: Relation,
    tail: Tail,
    *,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Keep what a person says of a suggestion: the command's own name says what."""
    accepted = context.info_name == ACCEPT
    found = run_async(_judge((head, relation, tail), reason, accepted=accepted, dry_run=dry_run))
    show_outcome(found, as_json=as_json)


async def _suggest(entity: str, relation: str, limit: int) -> "Suggestions":
    async with ready_graph(read_settings()) as graph:
        return await graph.suggestions.suggest(entity, relation, limit)


async def _judged(entity: str, *, accepted: bool) -> "list[JudgedSuggestion]":
    async with ready_graph(read_settings()) as graph:
        return await graph.suggestions.judged(entity, accepted=accepted)


async def _judge(
    statement: tuple[str, str, str], reason: str, *, accepted: bool, dry_run: bool
) -> "DecisionOutcome":
    from kg.view.decision_entry import Why

    async with ready_graph(read_settings()) as graph:
        why = Why(reason=reason, decided_by=getpass.getuser())
        return await graph.suggestions.judge(statement, why, accepted=accepted, dry_run=dry_run)


def _show_judged(found: "list[JudgedSuggestion]", *, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    rows = [
        (
            one.decision_id,
            one.decided_by,
            f"{one.at:%Y-%m-%d}",
            f"stated in {one.support} chunks" if one.support else "stated nowhere",
            one.text,
            one.reason,
        )
        for one in found
    ]
    say_table(("decision", "by", "at", "documents", "suggestion", "reason"), rows)
    note("to take one back: citegraph entities undo DECISION")
