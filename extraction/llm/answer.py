"""The nodes and relationships in a model's reply, as opposed to a reply that has none."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from extraction.llm.properties import PropertyRow, property_rows
from extraction.llm.settings import EXTRACTION_REMEDIES
from llm.errors import RAW_HEAD_CHARS
from llm.reply_text import json_values
from schemas.errors import MalformedOutputError

_ENDS = (
    ("head", "tail"),
    ("source_node_id", "target_node_id"),
    ("source_id", "target_id"),
    ("source_node", "target_node"),
    ("source", "target"),
    ("source", "destination"),
    ("from_node", "to_node"),
    ("from", "to"),
    ("start_node", "end_node"),
    ("subject", "object"),
)
"""The keys under which models name the ends of a relationship, head first."""
_RELATION_KEYS = (
    "relation",
    "type",
    "relationship",
    "relation_type",
    "relationship_type",
    "predicate",
    "label",
)
_NAME_KEYS = ("name", "entity", "id", "label")
_TYPE_KEYS = ("type", "entity_type", "node_type", "category", "label")
_NODE_LISTS = ("nodes", "entities")
_NUMBER = re.compile(r"[a-z]{0,4}_?\d+", re.IGNORECASE)
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
    properties: tuple[PropertyRow, ...] = ()


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
        if data.keys() & {*_NODE_LISTS, "relationships"}:
            return _node_graph(data)
        if "head" in data or _triple(data):
            return _triple_graph([data])
        lists = [value for value in data.values() if isinstance(value, list)]
        return _triple_graph(lists[0]) if len(lists) == 1 == len(data) else None
    return _triple_graph(data) if isinstance(data, list) else None


def _triple_graph(rows: list[object]) -> RawGraph | None:
    triples, unreadable = _read_rows(rows, _triple)
    return None if rows and not triples else RawGraph(triples=triples, unreadable=unreadable)


def _node_graph(data: Mapping[str, object]) -> RawGraph | None:
    listed = next((key for key in _NODE_LISTS if key in data), "nodes")
    lists = [_as_list(data.get(key)) for key in (listed, "relationships")]
    if lists[0] is None or lists[1] is None:
        return None
    nodes, odd_nodes = _read_rows(lists[0], _node)
    rows = [*lists[1], *_rows_beside(data, {listed, "relationships"})]
    triples, odd_triples = _read_rows(rows, _triple)
    if (odd_nodes or odd_triples) and not nodes and not triples:
        return None
    return RawGraph(
        nodes=nodes,
        triples=_with_nodes(triples, lists[0]),
        unreadable=odd_nodes + odd_triples,
        lists_nodes=True,
    )


def _rows_beside(data: Mapping[str, object], but: set[str]) -> list[object]:
    """The rows of lists with other names, such as "edges" or "rels"; plain words are not relationships."""
    others = [value for key, value in data.items() if key not in but]
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
    """The node; its name may be beside an id that is a mere number, its type under `label`, as Neo4j has it."""
    if not isinstance(row, dict):
        return None
    keys = [key for key in _NAME_KEYS if row.get(key)]
    if len(keys) > 1 and keys[0] == "id" and row.get("type") and _NUMBER.fullmatch(str(row["id"])):
        keys = keys[1:]
    type_name = next((row[key] for key in _TYPE_KEYS if row.get(key) and key not in keys[:1]), None)
    return RawNode(row[keys[0]], type_name) if keys else None


def _triple(row: object) -> RawTriple | None:
    """The relationship, whichever keys it is under: models mix them up."""
    if not isinstance(row, dict):
        return None
    relation = next((row[key] for key in _RELATION_KEYS if row.get(key)), None)
    for head_key, tail_key in _ENDS:
        head, tail = _end(row, head_key), _end(row, tail_key)
        if head and relation and tail:
            return RawTriple(head.name, head.type, relation, tail.name, tail.type, property_rows(row))
    return None


def _end(row: Mapping[str, object], key: str) -> RawNode | None:
    """One end of a relationship: a name with the type beside it, or a node."""
    end = row.get(key)
    if isinstance(end, dict):
        return _node(end)
    types = (row.get(f"{each}_type") for each in (key, key.removesuffix("_id")))
    return RawNode(end, next(filter(None, types), None)) if end else None


def _with_nodes(triples: Iterable[RawTriple], rows: Iterable[object]) -> tuple[RawTriple, ...]:
    """The relationships with the names of their ends where they have ids, and with the types of the nodes."""
    nodes: dict[str, RawNode] = {}
    for row in rows:
        node = _node(row)
        if node and isinstance(row, dict):
            nodes |= {str(each): node for each in (node.name, row.get("id") or node.name)}
    return tuple(_with_ends(triple, nodes) for triple in triples)


def _with_ends(triple: RawTriple, nodes: Mapping[str, RawNode]) -> RawTriple:
    head = nodes.get(str(triple.head), RawNode(triple.head, None))
    tail = nodes.get(str(triple.tail), RawNode(triple.tail, None))
    return replace(
        triple,
        head=head.name,
        head_type=triple.head_type or head.type,
        tail=tail.name,
        tail_type=triple.tail_type or tail.type,
    )


def _shown(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)[:RAW_HEAD_CHARS]
