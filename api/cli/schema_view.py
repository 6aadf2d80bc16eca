"""What there is to see of a schema and its versions, on a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.cli.output import SHOWN, say, say_table

if TYPE_CHECKING:
    from extraction.schema.diff import SchemaDiff
    from extraction.schema.effect import SchemaEffect
    from extraction.schema.refinement import Refinement, Round
    from schemas.graph_schema import SchemaVersion


def show_rounds(rounds: "Sequence[Round]") -> None:
    """What each round keeps, and sentences that it gained and lost."""
    say_table(
        ("round", "entity types", "relation types", "patterns", "facts kept"),
        [
            (
                one.name,
                str(one.entity_types),
                str(one.relation_types),
                str(one.patterns),
                f"{100 * one.kept:.0f} %",
            )
            for one in rounds
        ],
    )
    for one in rounds:
        for label, sentences in (("gained", one.gained), ("lost", one.lost)):
            for sentence in sentences:
                say(f"{one.name}, {label}: {sentence}")


def show_merges(refined: "Refinement") -> None:
    """What a chat model merged into what, what it left open, and what asking it took."""
    counts = {kind.name: kind.count for kind in refined.refined.relation_types}
    for one in refined.merges.relations:
        turned = ", turned" if one.inverted else ""
        share = f" ({counts[one.after]} statements in all)" if one.after in counts else ""
        say(f"merged: {one.before} into {one.after}{turned}{share}")
    for kind in refined.merges.types:
        say(f"merged: the type {kind.before} into {kind.after}")
    if refined.merges.unanswered:
        say(f"no usable answer about {', '.join(refined.merges.unanswered[:SHOWN])}")
    if refined.estimate is not None:
        tokens = refined.usage.input_tokens + refined.usage.output_tokens
        say(f"the chat model was asked {refined.usage.model_calls} times, {tokens:,} tokens")


def show_versions(found: "Sequence[SchemaVersion]") -> None:
    """A table of versions."""
    say_table(
        ("version", "status", "types", "relations", "documents", "made by", "approved by", "at", "reason"),
        [
            (
                str(one.version),
                one.status,
                str(one.entity_types),
                str(one.relation_types),
                str(one.documents),
                one.made_by,
                one.approved_by or "",
                f"{one.approved_at or one.created_at:%Y-%m-%d %H:%M}",
                one.reason[:80],
            )
            for one in found
        ],
    )


def show_diff(found: "SchemaDiff") -> None:
    """A line for each difference: + came, - went, > was taken over, ~ is defined otherwise."""
    say(f"from version {found.before} to version {found.after}" + (": nothing" if found.is_empty else ""))
    for what, kinds in (("entity type", found.entity_types), ("relation type", found.relation_types)):
        for sign, names in (("+", kinds.added), ("-", kinds.dropped), ("~", kinds.changed)):
            for name in names:
                say(f"{sign} {what} {name}")
        for one in kinds.taken_over:
            say(f"> {what} {one.before} becomes {one.after}" + (", turned" if one.inverted else ""))
    for sign, patterns in (("+", found.added_patterns), ("-", found.dropped_patterns)):
        for pattern in patterns:
            say(f"{sign} {pattern}")


def show_effect(effect: "SchemaEffect") -> None:
    """What approving an edited schema would do to the facts."""
    say(f"approved, it would be version {effect.version}; {effect.kept} facts stay as they are")
    for each in effect.changed[:SHOWN]:
        say(f"  {each.facts} facts: {each.pattern} becomes {each.becomes}")
    for each in effect.lost[:SHOWN]:
        say(f"  {each.facts} facts go: {each.pattern}")
    more = len(effect.changed[SHOWN:]) + len(effect.lost[SHOWN:])
    if more:
        say(f"  and {more} more patterns: POST /v1/schema/check gives them all")
