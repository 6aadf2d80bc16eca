"""What an edited schema would make of the facts in the graph."""

from collections.abc import Sequence

from extraction.mentions.schema_names import SchemaNames
from kg.read.facts import FactPattern
from kg.text.lemma import RelationLemma
from schemas.graph_schema import GraphSchema, Pattern
from schemas.value import Value


class PatternEffect(Value):
    """A form of statement in the graph, how many facts have it, and the form they would have; None: they would go."""

    pattern: str
    facts: int
    becomes: str | None = None


class SchemaEffect(Value):
    """What approving an edited schema would do: the `version` it would be, and what would become of the facts.

    `changed` and `lost` have the forms with the most facts first. What an earlier schema left out and this one takes
    comes in besides.
    """

    version: int
    kept: int
    changed: tuple[PatternEffect, ...]
    lost: tuple[PatternEffect, ...]


def effect_of(
    draft: GraphSchema, patterns: Sequence[FactPattern], in_force: GraphSchema | None = None
) -> SchemaEffect:
    """The effect of the draft on a graph whose facts have these patterns.

    An entity has the type that most of its mentions give it, or a person: so a fact may have a pattern that the schema in
    force does not have, though each of its statements has one that it does. It fares as the patterns of its relation do.
    """
    names = SchemaNames(draft)
    allowed = {pattern.shown() for pattern in draft.patterns}
    known = in_force.patterns if in_force is not None else ()
    effects = [_effect(each, names, allowed, known) for each in patterns]
    return SchemaEffect(
        version=draft.version,
        kept=sum(each.facts for each in effects if each.becomes == each.pattern),
        changed=tuple(each for each in effects if each.becomes not in (None, each.pattern)),
        lost=tuple(each for each in effects if each.becomes is None),
    )


def inverse_merges(draft: GraphSchema, known: Sequence[GraphSchema]) -> list[tuple[str, str]]:
    """Names that are merged as they are, though their earlier patterns fit only with head and tail exchanged."""
    names = SchemaNames(draft)
    allowed = {pattern.shown() for pattern in draft.patterns}
    found: list[tuple[str, str]] = []
    for kind in draft.relation_types:
        for old in kind.merged_from:
            before = [each for schema in known for each in schema.patterns if each.relation == old]
            straight = {_named(each, RelationLemma(name=kind.name), names) for each in before}
            turned = {_named(each, RelationLemma(name=kind.name, inverted=True), names) for each in before}
            if turned & allowed and not straight & allowed:
                found.append((old, kind.name))
    return found


def _effect(
    stated: FactPattern, names: SchemaNames, allowed: set[str], known: Sequence[Pattern]
) -> PatternEffect:
    pattern = Pattern(head=stated.head, relation=stated.relation, tail=stated.tail)
    judged = [each for each in known if each.relation == stated.relation]
    if not judged or pattern.key in {each.key for each in judged}:
        judged = [pattern]
    taker = next(
        (
            relation
            for relation in names.find_relations(stated.relation, "en")
            if any(_named(each, relation, names) in allowed for each in judged)
        ),
        None,
    )
    becomes = _named(pattern, taker, names) if taker is not None else None
    return PatternEffect(pattern=pattern.shown(), facts=stated.facts, becomes=becomes)


def _named(pattern: Pattern, relation: RelationLemma, names: SchemaNames) -> str:
    head, tail = relation.ends(*(names.find_type(name) or name for name in (pattern.head, pattern.tail)))
    return Pattern(head=head, relation=relation.name, tail=tail).shown()
