"""What Neo4j returns, as JSON has it."""

from collections.abc import Mapping

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

_HIDDEN = frozenset({"embedding"})


def plain_value(value: object) -> object:
    """Numbers, texts, truth values, lists and maps as they are; times as ISO texts; nodes and relationships as maps.

    A node is {"labels", "properties"}, a relationship {"type", "properties"}, a path the list of both in turn;
    vectors are left out.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Node | Relationship | Path):
        return _graph_value(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(one) for key, one in value.items() if key not in _HIDDEN}
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    return value.iso_format() if isinstance(value, Date | DateTime | Time | Duration) else str(value)


def _graph_value(value: Node | Relationship | Path) -> object:
    if isinstance(value, Path):
        return _steps(value)
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    return {"type": value.type, "properties": _properties(value)}


def _properties(entity: Node | Relationship) -> dict[str, object]:
    return {key: plain_value(value) for key, value in entity.items() if key not in _HIDDEN}


def _steps(path: Path) -> list[object]:
    steps: list[object] = [plain_value(path.start_node)]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [plain_value(relationship), plain_value(node)]
    return steps
