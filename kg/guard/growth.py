"""Whether a query's work and its answer stay small: loops, wide rows, ranges, UNWIND, texts added to texts.

What cannot be seen in the text (a cross product, a common word) Neo4j can stop; it is left to the limits of the run.
"""

import re

from kg.guard.costs import cost_of, range_length
from kg.guard.grammar import SyntaxNode
from kg.guard.names import function_name
from kg.guard.refusals import refusal

MAX_WORK = 1_000_000
"""Rounds of the loops of one row, about a second of the server's time, which it cannot be stopped in."""
MAX_LOOPS = 2
MAX_ROW_WEIGHT = 500_000
"""Units of 100 bytes: what the client may need for one row, about 50 MB."""
MAX_LIST_DEPTH = 4
"""Lists (and maps) within lists: each level may multiply the size of what is sent back."""
MAX_RANGE = 100
MAX_RANGES = 2
MAX_UNWINDS = 3
MAX_ADDITIONS = 10
"""Each `+` may double a text or a list that an earlier one made."""

_INTEGER = re.compile(r"\d{1,9}")


def check_growth(tree: SyntaxNode) -> None:
    """Bounds what the text of a query allows to bound; its paths have been checked.

    Raises:
        QueryRejectedError: Constructs multiply what they are given.
    """
    nodes = list(tree.walk())
    _check_ranges(nodes)
    if any("=~" in node.tokens() for node in nodes if node.rule == "StringAndListComparison"):
        raise refusal("regular expression", "=~ can run for ever, and no time limit ends it")
    if sum(node.rule == "" and node.text in {"+", "||"} for node in nodes) > MAX_ADDITIONS:
        raise refusal("growth", f"more than {MAX_ADDITIONS} additions")
    if sum(node.rule == "UnwindClause" for node in nodes) > MAX_UNWINDS:
        raise refusal("growth", f"more than {MAX_UNWINDS} UNWIND")
    _check_cost(tree)


def _check_cost(tree: SyntaxNode) -> None:
    cost = cost_of(tree)
    if cost.loops > MAX_LOOPS:
        raise refusal("loops", f"{cost.loops} loops are within each other, more than {MAX_LOOPS}")
    if cost.work > MAX_WORK:
        raise refusal("loops", f"{cost.work:,.0f} rounds of loops for one row, more than {MAX_WORK:,}")
    if cost.depth > MAX_LIST_DEPTH:
        raise refusal("growth", f"lists more than {MAX_LIST_DEPTH} deep")
    if cost.row > MAX_ROW_WEIGHT:
        raise refusal(
            "growth", f"one row may take {cost.row // 10_000:,} MB, more than {MAX_ROW_WEIGHT // 10_000}"
        )


def _check_ranges(nodes: list[SyntaxNode]) -> None:
    ranges = [node for node in nodes if node.rule == "FunctionInvocation" and function_name(node) == "range"]
    for node in ranges:
        words = [argument.text for argument in node.children_of("FunctionArgument")]
        if not all(_INTEGER.fullmatch(word) for word in words) or len(words) < 2:
            raise refusal("growth", f"{node.text} has ends that are only known when it runs")
        if range_length(node) > MAX_RANGE:
            raise refusal("growth", f"{node.text} makes more than {MAX_RANGE} numbers")
    if len(ranges) > MAX_RANGES:
        raise refusal("growth", f"more than {MAX_RANGES} calls of range()")
