"""What a query costs: how large its rows become, and how long the server computes one of them.

Neo4j looks between rows whether a query was ended, never within an expression: there a loop over a list, or a list
that a loop makes, runs to its end. So the rounds of all such loops are counted here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from kg.guard.bounds import MAX_COLLECTED, slice_end
from kg.guard.grammar import SyntaxNode
from kg.guard.hops import hops_in
from kg.guard.names import function_name, plain_name
from kg.guard.sizes import (
    NAME,
    NODE,
    PARAMETER,
    RELATIONSHIP,
    SCALAR,
    STORED_LIST,
    TEXT,
    Size,
    holding,
    joined,
    largest,
    list_of,
    text_of,
)

MAX_LABELS: Final = 10
_UNKNOWN: Final = list_of(MAX_COLLECTED, NODE)
_OPERATION: Final = 0.1
"""An operator or a function of a short value, one round of a loop being 1."""
_PROPERTIES: Final[Mapping[str, Size]] = {"text": TEXT} | dict.fromkeys(
    ("aliases", "kinds", "qualifiers", "wordings", "fact_ids"), STORED_LIST
)
_AT_ONCE: Final = frozenset({"coalesce", "collect", "count", "head", "isempty", "last", "nodes", "size"})
"""Functions that take no longer for a long list."""
_SCALARS: Final = frozenset({
    "abs", "avg", "ceil", "char_length", "character_length", "count", "elementid", "exists", "floor", "isempty",
    "length", "round", "sign", "size", "sqrt", "stdev", "sum", "toboolean", "tofloat", "tointeger", "type",
})  # fmt: skip
_RETURNED: Final[Mapping[str, Callable[[Size], Size]]] = {
    "collect": lambda value: list_of(MAX_COLLECTED, value),
    "endnode": lambda _: NODE,
    "head": Size.element,
    "labels": lambda _: list_of(MAX_LABELS, NAME),
    "last": Size.element,
    "relationships": lambda path: list_of(path.items, RELATIONSHIP),
    "split": lambda value: value.element().characters(),
    "startnode": lambda _: NODE,
}
"""What the first argument becomes; every other function returns a scalar or one of its arguments."""
_TRUTHS: Final = frozenset({"CountExpression", "CountStar", "ExistsExpression", "PatternExpression"})


@dataclass(frozen=True)
class Cost:
    """The size of a value, the rounds of the loops that make it, and how many of these are within each other."""

    size: Size = SCALAR
    work: float = 0.0
    loops: int = 0


@dataclass(frozen=True)
class QueryCost:
    """What one row of a query costs; `row` is the weight of the widest row, `depth` that of lists in lists."""

    work: float
    loops: int
    row: int
    depth: int


def cost_of(tree: SyntaxNode) -> QueryCost:
    """The cost of a query whose paths and ranges have passed their own checks."""
    reader = _Reader(tree)
    cost = reader.cost(tree)
    return QueryCost(cost.work, cost.loops, reader.row, reader.depth)


class _Reader:
    """Reads a query in the order of its text and keeps how large its variables are."""

    def __init__(self, tree: SyntaxNode) -> None:
        self._names = dict(_pattern_variables(tree))
        self.row = 0
        self.depth = 0
        self._readers: Mapping[str, Callable[[SyntaxNode], Cost]] = {
            "": lambda token: Cost(text_of(len(token.text))),
            "CollectExpression": self._collected,
            "Expression2": self._postfixes,
            "FunctionInvocation": self._function,
            "ListComprehension": self._loop,
            "ListItemsPredicate": self._loop,
            "Parameter": lambda _: Cost(PARAMETER),
            "PatternComprehension": self._collected,
            "Property": lambda key: Cost(_property(NODE, key)),
            "ReturnItem": self._bound,
            "ReturnItems": self._row,
            "UnwindClause": self._bound,
            "Variable": lambda name: Cost(self._names.get(plain_name(name), _UNKNOWN)),
        }

    def cost(self, node: SyntaxNode) -> Cost:
        # An operand is a dozen rules deep in the grammar: following them here keeps the stack short.
        while len(node.children) == 1 and node.rule not in self._readers:
            node = node.children[0]
        read = self._readers.get(node.rule)
        return read(node) if read else self._plain(node)

    def _parts(self, node: SyntaxNode) -> list[Cost]:
        return [self.cost(child) for child in node.children if child.rule]

    def _plain(self, node: SyntaxNode) -> Cost:
        parts = self._parts(node)
        sizes = [part.size for part in parts]
        match node.rule:
            case "ListLiteral" | "Map":
                return _sum(parts, holding(sizes, overhead=int(node.rule == "Map")))
            case "MapProjection":
                return _sum(parts, holding(sizes[1:], overhead=2))
            case "Expression6" if not {"+", "||"}.isdisjoint(node.tokens()):
                return _sum(parts, joined(sizes), work=_steps(sizes))
            case "SingleQuery":
                return _sum(parts, sizes[-1])
            case rule if rule in _TRUTHS or (rule.startswith("Expression") and len(parts) > 1):
                return _sum(parts, SCALAR, work=_steps(sizes))
            case _:
                return _sum(parts, largest(sizes))

    def _postfixes(self, node: SyntaxNode) -> Cost:
        cost = self.cost(node.children[0])
        for postfix in node.children[1:]:
            cost = _sum([cost, *self._parts(postfix)], _after(cost.size, postfix))
        return cost

    def _loop(self, node: SyntaxNode) -> Cost:
        source, *rest = node.children_of("Expression")
        variable = node.child("Variable")
        taken = self.cost(source)
        with self._local(variable, taken.size.element()):
            body = [self.cost(part) for part in rest]
        rounds = taken.size.items if taken.size.each else STORED_LIST.items
        size = SCALAR
        if node.rule == "ListComprehension":
            size = list_of(rounds, body[-1].size if "|" in node.tokens() else taken.size.element())
        return _sum([taken, _repeated(rounds, body)], size)

    @contextmanager
    def _local(self, variable: SyntaxNode | None, size: Size) -> Iterator[None]:
        outside = self._names
        if variable is not None:
            self._names = {**outside, plain_name(variable): size}
        yield
        self._names = outside

    def _collected(self, node: SyntaxNode) -> Cost:
        parts = self._parts(node)
        return replace(_repeated(MAX_COLLECTED, parts), size=list_of(MAX_COLLECTED, parts[-1].size))

    def _function(self, node: SyntaxNode) -> Cost:
        arguments = [self.cost(part) for part in node.children_of("FunctionArgument")]
        name = function_name(node)
        sizes = [argument.size for argument in arguments] or [SCALAR]
        work = _OPERATION + (0 if name in _AT_ONCE else _steps(sizes))
        size = list_of(range_length(node), SCALAR) if name == "range" else _returned(name, sizes)
        return _sum(arguments, size, work=work)

    def _bound(self, node: SyntaxNode) -> Cost:
        expression, name = node.child("Expression"), node.child("Variable")
        cost = self.cost(expression) if expression else Cost()
        self.depth = max(self.depth, cost.size.depth)
        if name is not None:
            size = cost.size.element() if node.rule == "UnwindClause" else cost.size
            # A name may be given again, and in a subquery: it is as large as the largest of its values.
            known = self._names.get(plain_name(name))
            self._names[plain_name(name)] = largest([size, known]) if known else size
        return cost

    def _row(self, node: SyntaxNode) -> Cost:
        items = self._parts(node)
        every = self._names.values() if "*" in node.tokens() else ()
        self.row = max(self.row, sum(size.weight for size in [*every, *(item.size for item in items)]))
        return _sum(items, largest(item.size for item in items))


def range_length(node: SyntaxNode) -> int:
    """How many numbers a range() with plain ends makes at most."""
    first, last = (int(argument.text) for argument in node.children_of("FunctionArgument")[:2])
    return max(0, last - first + 1)


def _sum(parts: Sequence[Cost], size: Size, *, work: float = 0.0) -> Cost:
    several = _OPERATION * len(parts) if len(parts) > 1 else 0
    total = work + several + sum(part.work for part in parts)
    return Cost(size, total, max((part.loops for part in parts), default=0))


def _repeated(rounds: int, body: Sequence[Cost]) -> Cost:
    once = _sum(body, SCALAR)
    return Cost(work=rounds * max(1.0, once.work), loops=once.loops + 1)


def _steps(sizes: Sequence[Size]) -> int:
    return sum(size.steps for size in sizes)


def _after(size: Size, postfix: SyntaxNode) -> Size:
    match postfix.rule:
        case "IndexPostfix":
            return size.element()
        case "RangePostfix":
            end = slice_end(postfix)
            return size if end is None else size.first(end)
        case _:
            return _property(size, postfix.child("Property") or postfix)


def _property(size: Size, node: SyntaxNode) -> Size:
    key = node.child("PropertyKeyName")
    stored = _PROPERTIES.get(plain_name(key) if key else "", NAME)
    return largest([stored, size.each]) if size.each else stored


def _returned(name: str, sizes: Sequence[Size]) -> Size:
    returned = _RETURNED.get(name)
    if returned is not None:
        return returned(sizes[0])
    return SCALAR if name in _SCALARS else largest(sizes)


def _pattern_variables(tree: SyntaxNode) -> Iterator[tuple[str, Size]]:
    for node in tree.walk():
        for variable in node.children_of("Variable"):
            match node.rule:
                case "NodePattern" | "ProcedureResultItem":
                    yield plain_name(variable), NODE
                case "RelationshipPattern":
                    hops = hops_in(node)
                    yield plain_name(variable), list_of(hops, RELATIONSHIP) if hops > 1 else RELATIONSHIP
                case "Pattern" | "PatternComprehension":
                    yield plain_name(variable), list_of(hops_in(node) + 1, NODE)
