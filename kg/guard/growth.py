"""Whether a query's work and its answer stay small: hops, ranges, lists in lists, texts added to texts, LIMIT.

What cannot be seen in the text (a cross product, a common word) is left to the limits of the server.
"""

import re
from itertools import pairwise

from kg.guard.grammar import SyntaxNode
from kg.guard.names import plain_name
from kg.guard.refusals import refusal

MAX_PATH_HOPS = 4
"""Upper bound of one path of variable length: two facts, each by way of its Fact node."""
MAX_HOPS = 16
"""Relationships of all patterns together, a path of variable length counting with its bound."""
MAX_RANGE = 100
MAX_RANGES = 2
MAX_UNWINDS = 3
MAX_ADDITIONS = 10
"""Each `+` may double a text or a list that an earlier one made."""
MAX_LIST_DEPTH = 3
"""Lists (and maps) within lists: each level may multiply the size of what is sent back."""

_INTEGER = re.compile(r"\d{1,9}")
_LENGTHS = frozenset({"PathLength", "Quantifier"})
_CONSTRUCTORS = frozenset({
    "CollectExpression", "ListComprehension", "ListLiteral", "Map", "MapProjection", "PatternComprehension",
})  # fmt: skip


def check_growth(tree: SyntaxNode) -> None:
    """Bounds what the text of a query allows to bound.

    Raises:
        QueryRejectedError: A path without a bound, or constructs that multiply what they are given.
    """
    nodes = list(tree.walk())
    _check_hops(nodes)
    _check_ranges(nodes)
    _check_lists(nodes)
    if any("=~" in node.tokens() for node in nodes if node.rule == "StringAndListComparison"):
        raise refusal("regular expression", "=~ can run for ever, and no time limit ends it")
    if sum(node.rule == "" and node.text in {"+", "||"} for node in nodes) > MAX_ADDITIONS:
        raise refusal("growth", f"more than {MAX_ADDITIONS} additions")
    if sum(node.rule == "UnwindClause" for node in nodes) > MAX_UNWINDS:
        raise refusal("growth", f"more than {MAX_UNWINDS} UNWIND")


def _check_hops(nodes: list[SyntaxNode]) -> None:
    hops = 0
    for node in nodes:
        hops += node.rule == "RelationshipPattern"
        hops += _upper_bound(node) if node.rule in _LENGTHS else 0
        if node.rule == "RelationshipPattern" and node.child("PathLength"):
            _check_typed(node)
        for part, following in pairwise(node.children):
            if part.rule == "RelationshipPattern" and following.rule == "Quantifier":
                _check_typed(part)
    if hops > MAX_HOPS:
        raise refusal("hops", f"{hops} hops in all, more than {MAX_HOPS}")


def _check_typed(relationship: SyntaxNode) -> None:
    if relationship.child("LabelExpression") is None:
        raise refusal("hops", f"{relationship.text} is of variable length and names no relation type")


def _upper_bound(node: SyntaxNode) -> int:
    words = [word for word in node.tokens() if word not in {"*", "{", "}"}]
    if not words or not _INTEGER.fullmatch(words[-1]):
        raise refusal("hops", f"{node.text} has no upper bound")
    # `{,3}` begins at none, `*..3` at one. A path of no hops would let its end be any node at all.
    if words[0] == "," or (_INTEGER.fullmatch(words[0]) and int(words[0]) == 0):
        raise refusal("hops", f"{node.text} allows a path of no hops")
    if int(words[-1]) > MAX_PATH_HOPS:
        raise refusal("hops", f"{node.text} goes further than {MAX_PATH_HOPS} hops")
    return int(words[-1])


def _check_ranges(nodes: list[SyntaxNode]) -> None:
    ranges = [node for node in nodes if node.rule == "FunctionInvocation" and _function(node) == "range"]
    for node in ranges:
        words = [argument.text for argument in node.children_of("FunctionArgument")]
        if not all(_INTEGER.fullmatch(word) for word in words) or len(words) < 2:
            raise refusal("growth", f"{node.text} has ends that are only known when it runs")
        if int(words[1]) - int(words[0]) >= MAX_RANGE:
            raise refusal("growth", f"{node.text} makes more than {MAX_RANGE} numbers")
    if len(ranges) > MAX_RANGES:
        raise refusal("growth", f"more than {MAX_RANGES} calls of range()")


def _check_lists(nodes: list[SyntaxNode]) -> None:
    depths: dict[str, int] = {}
    for node in nodes:
        if node.rule not in {"ReturnItem", "UnwindClause"}:
            continue
        expression, alias = node.child("Expression"), node.child("Variable")
        depth = _list_depth(expression, depths) if expression else 0
        if depth > MAX_LIST_DEPTH:
            raise refusal("growth", f"{node.text[:80]} makes lists more than {MAX_LIST_DEPTH} deep")
        if alias is not None:
            unwound = depth - 1 if node.rule == "UnwindClause" else depth
            depths[plain_name(alias)] = max(depths.get(plain_name(alias), 0), unwound)


def _list_depth(node: SyntaxNode, depths: dict[str, int]) -> int:
    if node.rule == "Variable":
        return depths.get(plain_name(node), 0)
    if node.rule == "Properties":
        return 0
    inner = max((_list_depth(child, depths) for child in node.children), default=0)
    collects = node.rule == "FunctionInvocation" and _function(node) == "collect"
    return inner + (node.rule in _CONSTRUCTORS or collects)


def _function(node: SyntaxNode) -> str:
    name = node.child("FunctionName")
    return name.text.lower().strip("`") if name else ""
