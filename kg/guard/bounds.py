"""The bounds that the guard writes into a query: LIMIT for its rows, a slice for every list that it collects."""

import re
from collections.abc import Iterator
from typing import Final

from kg.guard.grammar import SyntaxNode
from kg.guard.names import function_name
from kg.guard.refusals import refusal

MAX_ROWS: Final = 100
MAX_COLLECTED: Final = 500
"""Values kept of one collect(), COLLECT { } or pattern comprehension, so that no loop or row grows with the graph."""

_COLLECTING: Final = frozenset({"CollectExpression", "PatternComprehension"})
_INTEGER: Final = re.compile(r"\d{1,9}")


def bounded(text: str, tree: SyntaxNode) -> str:
    """The query with the bounds that it lacks; bounding it again changes nothing.

    Raises:
        QueryRejectedError: It does not end in RETURN, or its LIMIT is too large or not a plain number.
    """
    added = [*_limits(tree), *_slices(tree)]
    # From the last to the first, so that what is put in does not move the places still to come.
    for place, words in sorted(added, reverse=True):
        text = text[:place] + words + text[place:]
    return text


def slice_end(node: SyntaxNode) -> int | None:
    """The most items that a slice such as `[..5]` leaves; None where the text does not say."""
    end = node.children[-2]
    return int(end.text) if end.rule == "Expression" and _INTEGER.fullmatch(end.text) else None


def _limits(tree: SyntaxNode) -> Iterator[tuple[int, str]]:
    for query in _top_queries(tree):
        last = query.children[-1].child("ReturnClause")
        body = last.child("ReturnBody") if last else None
        if body is None:
            raise refusal("limit", "the query does not end in RETURN")
        limit = body.child("Limit")
        if limit is None:
            yield body.end, f"\nLIMIT {MAX_ROWS}"
        else:
            _check_limit(limit)


def _check_limit(limit: SyntaxNode) -> None:
    number = limit.child("Expression")
    if number is None or not _INTEGER.fullmatch(number.text) or int(number.text) > MAX_ROWS:
        raise refusal("limit", f"{limit.text} is not a plain number up to {MAX_ROWS}")


def _top_queries(tree: SyntaxNode) -> tuple[SyntaxNode, ...]:
    node = tree.children[0]
    while node.rule != "Union" and len(node.children) == 1:
        node = node.children[0]
    return node.children_of("SingleQuery")


def _slices(tree: SyntaxNode) -> Iterator[tuple[int, str]]:
    nodes = list(tree.walk())
    cut = {node.children[0].core().end for node in nodes if node.rule == "Expression2" and _is_cut(node)}
    for node in nodes:
        collects = node.rule == "FunctionInvocation" and function_name(node) == "collect"
        if (collects or node.rule in _COLLECTING) and node.end not in cut:
            yield node.end, f"[..{MAX_COLLECTED}]"


def _is_cut(node: SyntaxNode) -> bool:
    postfix = node.children[1] if len(node.children) > 1 else None
    if postfix is None or postfix.rule != "RangePostfix":
        return postfix is not None and postfix.rule == "IndexPostfix"
    end = slice_end(postfix)
    return end is not None and end <= MAX_COLLECTED
