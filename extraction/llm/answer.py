"""The nodes and relationships in a model's reply, as opposed to a reply that has none."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from extraction.llm.settings import EXTRACTION_REMEDIES
from llm.errors import RAW_HEAD_CHARS
from llm.reply_text import json_values
from schemas.errors import MalformedOutputError

_EDGE_KEYS = ("source_node_id", "source_node_type", "type", "target_node_id", "target_node_type")
_ROW_KEYS = ("head", "head_type", "relation", "tail", "tail_type")
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class RawNode:
    """A node as the model gave it; nothing is checked yet."""

    name: object
    type: object


@dataclass(frozen=True)
class RawTriple:
    """A relationship as the model gave it; nothing is checked yet."""

    head: object
    head_type: object
    relation: object
    tail: object
    tail_type: object


@dataclass(frozen=True)
class RawGraph:
    """What the model gave; `lists_nodes` says whether its format names nodes apart from relationships.

    `unreadable` are the items of its lists that do not have the right form.
    """

    nodes: tuple[RawNode, ...] = ()
    triples: tuple[RawTriple, ...] = ()
    unreadable: tuple[str, ...] = ()
    lists_nodes: bool = False

    def __add__(self, other: "RawGraph") -> "RawGraph":
        return RawGraph(
            nodes=self.nodes + other.nodes,
            triples=self.triples + other.triples,
            unreadable=self.unreadable + other.unreadable,
            lists_nodes=self.lists_nodes or other.lists_nodes,
        )


def read_answer(text: str) -> RawGraph:
    """All graphs in the answer as one, in either of LLMGraphTransformer's two formats.

    Raises:
        MalformedOutputError: the answer is neither a graph nor an empty one, such as prose or broken JSON.
    """
    try:
        values = json_values(text.strip())
        graphs = [_as_graph(value) for value in values]
    except (ValueError, RecursionError):  # it breaks off, or has more digits or brackets than Python takes
        graphs = []
    if not any(graphs):
        raise MalformedOutputError(
            "the model's answer is not the JSON that was asked for",
            remedy=EXTRACTION_REMEDIES.malformed,
            raw_head=text[:RAW_HEAD_CHARS],
        )
    odd = tuple(_shown(value) for value, graph in zip(values, graphs, strict=True) if graph is None)
    return sum(filter(None, graphs), RawGraph(unreadable=odd))


def _as_graph(data: object) -> RawGraph | None:
    if isinstance(data, dict):
        if "nodes" in data or "relationships" in data:
            return _node_graph(data)
        if "head" in data:
            return _triple_graph([data])
        lists = [value for value in data.values() if isinstance(value, list)]
        return _triple_graph(lists[0]) if len(lists) == 1 == len(data) else None
    return _triple_graph(data) if isinstance(data, list) else None


def _triple_graph(rows: list[object]) -> RawGraph | None:
    triples, unreadable = _read_rows(rows, _triple)
    return None if rows and not triples else RawGraph(triples=triples, unreadable=unreadable)


def _node_graph(data: Mapping[str, object]) -> RawGraph | None:
    lists = [_as_list(data.get(key)) for key in ("nodes", "relationships")]
    if lists[0] is None or lists[1] is None:
        return None
    nodes, odd_nodes = _read_rows(lists[0], _node)
    triples, odd_triples = _read_rows([*lists[1], *_rows_beside(data)], _triple)
    if (odd_nodes or odd_triples) and not nodes and not triples:
        return None
    return RawGraph(
        nodes=nodes,
        triples=triples,
        unreadable=odd_nodes + odd_triples,
        lists_nodes=True,
    )


def _rows_beside(data: Mapping[str, object]) -> list[object]:
    """The rows of lists with other names, such as "edges" or "rels"; plain words are not relationships."""
    others = [value for key, value in data.items() if key not in {"nodes", "relationships"}]
    return [row for rows in others if isinstance(rows, list) for row in rows if isinstance(row, dict | list)]


def _as_list(value: object) -> list[object] | None:
    """The list; some models write it as a string, and null for an empty one."""
    if value is None:
        return []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return None
    return value if isinstance(value, list) else None


def _read_rows(
    rows: Iterable[object], read: Callable[[object], _Read | None]
) -> tuple[tuple[_Read, ...], tuple[str, ...]]:
    """The values of the rows, and the rows that have none."""
    found = [(row, read(row)) for row in rows]
    unreadable = tuple(_shown(row) for row, value in found if value is None)
    return tuple(value for _, value in found if value is not None), unreadable


def _node(row: object) -> RawNode | None:
    return RawNode(row["id"], row.get("type")) if isinstance(row, dict) and row.get("id") else None


def _triple(row: object) -> RawTriple | None:
    """The relationship, whichever format it is in: models mix them up."""
    fields = [map(row.get, keys) for keys in (_EDGE_KEYS, _ROW_KEYS)] if isinstance(row, dict) else []
    triples = [RawTriple(*values) for values in fields]
    return next((triple for triple in triples if triple.head and triple.relation and triple.tail), None)


def _shown(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)[:RAW_HEAD_CHARS]
