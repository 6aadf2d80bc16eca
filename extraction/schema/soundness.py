"""Whether the graph can hold a schema that a person wrote."""

import re
from collections.abc import Sequence

from kg.text.hangul import has_hangul, is_korean_alone
from kg.text.lemma import relation_lemma
from schemas.errors import SchemaViolationError
from schemas.graph_schema import RESERVED_LABELS, GraphSchema, RelationType

_TYPE_NAME = re.compile(r"[^\W\d_]\w{0,63}")
_RELATION_NAME = re.compile(r"[^\W\d]\w{0,63}")
_RESERVED = frozenset(label.casefold() for label in RESERVED_LABELS)


def check_schema(schema: GraphSchema) -> None:
    """Return when the graph can hold every name, none comes twice, merges run the right way, and patterns use listed types.

    Raises:
        SchemaViolationError: naming the place.
    """
    _check_names("entity_types", [kind.name for kind in schema.entity_types], _TYPE_NAME)
    _check_names("relation_types", [kind.name for kind in schema.relation_types], _RELATION_NAME)
    for index, kind in enumerate(schema.entity_types):
        if kind.name.casefold() in _RESERVED:
            raise violation(f"entity_types[{index}].name", f"{kind.name!r} is a label of CiteGraph's own")
    _check_directions(schema.relation_types)
    types = {kind.name for kind in schema.entity_types}
    relations = {kind.name for kind in schema.relation_types}
    seen: set[tuple[str, str, str]] = set()
    for index, pattern in enumerate(schema.patterns):
        place = f"patterns[{index}]"
        _require_listed(f"{place}.head", pattern.head, types, "entity_types")
        _require_listed(f"{place}.relation", pattern.relation, relations, "relation_types")
        _require_listed(f"{place}.tail", pattern.tail, types, "entity_types")
        key = pattern.key
        if key in seen:
            raise violation(place, f"{pattern.shown()} is listed twice")
        seen.add(key)


def _check_names(place: str, names: Sequence[str], form: re.Pattern[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if not form.fullmatch(name):
            raise violation(
                f"{place}[{index}].name",
                f"{name!r} may hold letters, digits and underscores only, must begin with a letter and have at most 64",
            )
        if name in seen:
            raise violation(f"{place}[{index}].name", f"{name!r} is listed twice")
        seen.add(name)


def _check_directions(kinds: Sequence[RelationType]) -> None:
    for index, kind in enumerate(kinds):
        place = f"relation_types[{index}]"
        for old in kind.merged_from:
            if old in kind.inverted_from:
                raise violation(f"{place}.inverted_from", f"{old!r} is listed under merged_from too")
            if _is_inverse(old, kind.name):
                raise violation(
                    f"{place}.merged_from", f"{old!r} runs against {kind.name}: list it under inverted_from"
                )
        for old in kind.inverted_from:
            if _is_inverse(old, kind.name) is False:
                raise violation(
                    f"{place}.inverted_from", f"{old!r} runs as {kind.name} does: list it under merged_from"
                )


def _is_inverse(one: str, other: str) -> bool | None:
    """Whether two names of one relation run in opposite directions; None when they are not seen to be of one."""
    if (is_korean_alone(one) and not has_hangul(other)) or (is_korean_alone(other) and not has_hangul(one)):
        return None  # never of one lemma, which the Korean analyser need not be loaded to say
    lemmas = relation_lemma(one), relation_lemma(other)
    return lemmas[0].inverted != lemmas[1].inverted if lemmas[0].name == lemmas[1].name else None


def _require_listed(place: str, name: str, known: set[str], where: str) -> None:
    if name not in known:
        raise violation(place, f"{name!r} is not listed under {where}")


def violation(place: str, problem: str) -> SchemaViolationError:
    """The error for a fault at this place of a schema."""
    return SchemaViolationError(
        f"The graph schema has a fault at {place}: {problem}.",
        remedy="Correct that place and try again; `citegraph schema show` prints a valid schema.",
    )
