"""How far the paths of a query go."""

import re
from itertools import pairwise

from kg.guard.grammar import SyntaxNode
from kg.guard.refusals import refusal

MAX_PATH_HOPS = 4
"""Upper bound of one path of variable length: two facts, each by way of its Fact node."""
MAX_HOPS = 16
"""Relationships of all patterns together, a path of variable length counting with its bound."""

_INTEGER = re.compile(r"\d{1,9}")
_LENGTHS = frozenset({"PathLength", "Quantifier"})


def check_hops(tree: SyntaxNode) -> None:
    """Bounds how far the paths of a query go.

    Raises:
        QueryRejectedError: A path has no type or no upper bound, or all together are too long.
    """
    hops = 0
    nodes = list(tree.walk())
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


def hops_in(pattern: SyntaxNode) -> int:
    """The most relationships of a path that matches a checked pattern."""
    if pattern.rule == "RelationshipPattern":
        length = pattern.child("PathLength")
        return _upper_bound(length) if length else 1
    parts = pairwise([*pattern.children, pattern])
    return sum(
        hops_in(part) * (_upper_bound(following) if following.rule == "Quantifier" else 1)
        for part, following in parts
    )
