"""The nodes and relationships in a model's answer, told apart from an answer that has none."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extraction.llm_call import RAW_HEAD_CHARS
from schemas.errors import MalformedOutputError

_THOUGHTS = re.compile(r"\A.*</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)
_JSON_BEGINS = re.compile(r"[\[{]")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")


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

    `unreadable` are the items of its lists that are no objects of the right form.
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
    """The graph in the answer, in either of LLMGraphTransformer's two formats.

    Raises:
        MalformedOutputError: the answer is neither a graph nor an empty one, such as prose or broken JSON.
    """
    try:
        graph = _as_graph(_parsed(_THOUGHTS.sub("", text).strip()))
    except (ValueError, RecursionError):  # a number of more digits, or more brackets, than Python takes
        graph = None
    if graph is None:
        raise MalformedOutputError(
            "the model's answer is not the JSON that was asked for",
            remedy="Try the failed chunks again, use the other extraction mode, or a more able model.",
            raw_head=text[:RAW_HEAD_CHARS],
        )
    return graph


def _parsed(answer: str) -> object:
    """The JSON in the answer, bare, fenced or mended; None where there is none."""
    fenced = _FENCED.search(answer)
    for candidate in (answer, fenced[1] if fenced else ""):
        try:
            return json.loads(candidate)
        except json.JSONDecodeError:
            continue
    return _mended(fenced[1] if fenced else answer)


def _mended(text: str) -> object:
    """What the text was meant to be: trailing commas, comments, single quotes and words around it are mended."""
    import json_repair

    begin = _JSON_BEGINS.search(text)
    if begin is None or not _comes_to_its_end(text[begin.start() :]):
        return None
    return json_repair.loads(text[begin.start() :]) or None  # an empty bracket in prose is no empty graph


def _comes_to_its_end(text: str) -> bool:
    """Whether the first bracket is closed again; mending a text that broke off would hide what is missing."""
    depth = 0
    for part in _STRING_OR_BRACKET.findall(text):
        if part.startswith('"'):
            continue
        depth += (part in _OPENING) - (part in _CLOSING)
        if depth == 0:
            return True
    return False


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
    triples, unreadable = _split(rows, ("head", "relation", "tail"))
    if rows and not triples:
        return None
    return RawGraph(
        triples=tuple(
            RawTriple(row["head"], row.get("head_type"), row["relation"], row["tail"], row.get("tail_type"))
            for row in triples
        ),
        unreadable=unreadable,
    )


def _node_graph(data: Mapping[str, object]) -> RawGraph | None:
    lists = [_as_list(data.get(key)) for key in ("nodes", "relationships")]
    if lists[0] is None or lists[1] is None:
        return None
    nodes, odd_nodes = _split(lists[0], ("id",))
    edges, odd_edges = _split(lists[1], ("source_node_id", "type", "target_node_id"))
    if (odd_nodes or odd_edges) and not nodes and not edges:
        return None
    return RawGraph(
        nodes=tuple(RawNode(node["id"], node.get("type")) for node in nodes),
        triples=tuple(
            RawTriple(
                head=edge["source_node_id"],
                head_type=edge.get("source_node_type"),
                relation=edge["type"],
                tail=edge["target_node_id"],
                tail_type=edge.get("target_node_type"),
            )
            for edge in edges
        ),
        unreadable=odd_nodes + odd_edges,
        lists_nodes=True,
    )


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


def _split(rows: Iterable[object], keys: tuple[str, ...]) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    good: list[dict[str, object]] = []
    odd: list[str] = []
    for row in rows:
        if isinstance(row, dict) and all(row.get(key) for key in keys):
            good.append(row)
        else:
            odd.append(json.dumps(row, ensure_ascii=False, default=str)[:RAW_HEAD_CHARS])
    return good, tuple(odd)
