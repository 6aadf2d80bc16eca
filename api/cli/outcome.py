"""The options that commands for decisions share, and what a decision led to, said in words."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import say, say_json

if TYPE_CHECKING:
    from schemas.graph import DecisionOutcome, Entity

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be, and change nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_DONE = {
    "merge": "merged",
    "separate": "kept apart",
    "split": "split",
    "retype": "retyped",
    "rename": "renamed",
    "reject": "rejected",
    "accept suggestion": "accepted",
    "reject suggestion": "rejected",
}


def show_outcome(outcome: "DecisionOutcome", *, as_json: bool) -> None:
    """Print what was decided or undone, and what it is about now; for what is in force, how to take it back."""
    if as_json:
        say_json(outcome)
        return
    decision = outcome.decision
    verb = "undone" if decision.undone_at else _DONE[decision.kind]
    say(f"{'would be ' if outcome.dry_run else ''}{verb}: {decision.reason}")
    for entity in outcome.entities:
        others = other_names(entity)
        also = f", also written {others}" if others else ""
        say(f"  {entity.id}  {entity.name} ({entity.description}), {entity.mentions} mentions{also}")
    for fact in outcome.facts:
        say(f"  {fact.id}  {fact.text}, stated in {fact.support} chunks")
    if not outcome.dry_run and decision.undone_at is None:
        say(f"to take it back: citegraph entities undo {decision.id}")


def other_names(entity: "Entity") -> str:
    """How else the entity is written, cut where it is long."""
    return "; ".join(alias for alias in entity.aliases if alias != entity.name)[:80]
