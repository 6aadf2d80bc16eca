"""Whether each node a query reaches is named: by its label, by the relation type beside it, or bound before.

Without this the list of allowed labels would be empty words: `MATCH (n)` has no label to check and reads everything.
"""

from kg.guard.grammar import SyntaxNode
from kg.guard.names import plain_name
from kg.guard.refusals import refusal

_PATHS = frozenset({"PatternElement", "PathPatternNonEmpty"})
_LOCAL = frozenset({
    "CollectExpression", "CountExpression", "ExistsExpression", "ListComprehension", "ListItemsPredicate",
    "PatternComprehension", "PatternExpression", "SingleQuery",
})  # fmt: skip
_BIND_FIRST = frozenset({"ListComprehension", "ListItemsPredicate"})
_BIND_LAST = frozenset({"Pattern", "ProcedureResultItem", "UnwindClause"})


def check_nodes(tree: SyntaxNode) -> None:
    """Follows the variables through the query in the order of the text.

    Raises:
        QueryRejectedError: A node pattern has no label, no typed relationship beside it, and no value yet.
    """
    _visit(tree, set())


def _visit(node: SyntaxNode, bound: set[str]) -> None:
    scope = set(bound) if node.rule in _LOCAL else bound
    match node.rule:
        case "WithClause":
            _visit_with(node, scope)
        case "SubqueryClause":
            _visit_subquery(node, scope)
        case rule if rule in _PATHS:
            _visit_path(node, scope)
        case _:
            _visit_plain(node, scope)


def _visit_plain(node: SyntaxNode, bound: set[str]) -> None:
    names = {plain_name(name) for name in node.children_of("Variable")}
    if node.rule in _BIND_FIRST:
        bound.update(names)
    for child in node.children:
        _visit(child, bound)
    if node.rule in _BIND_LAST:
        bound.update(names)


def _visit_with(node: SyntaxNode, bound: set[str]) -> None:
    body = node.child("ReturnBody")
    if body is not None:
        _visit(body, bound)
        kept = set(bound) if _takes_all(body) else set()
        bound.clear()
        bound.update(kept | _projected(body))
    for child in node.children_of("WhereClause"):
        _visit(child, bound)


def _visit_subquery(node: SyntaxNode, bound: set[str]) -> None:
    scope = node.child("SubqueryScope")
    inner: set[str] = set()
    if scope is not None:
        inner |= {plain_name(name) for name in scope.children_of("Variable")}
        inner |= bound if "*" in scope.tokens() else set()
    for child in node.children:
        _visit(child, inner)
    for query in _branches(node):
        last = query.children[-1].child("ReturnClause")
        body = last.child("ReturnBody") if last else None
        bound.update(_projected(body) if body else ())


def _branches(node: SyntaxNode) -> list[SyntaxNode]:
    """The single queries (one, or those of a UNION) directly inside a statement or subquery."""
    found: list[SyntaxNode] = []
    stack = list(node.children)
    while stack:
        child = stack.pop()
        if child.rule == "SingleQuery":
            found.append(child)
        else:
            stack.extend(child.children)
    return found


def _takes_all(body: SyntaxNode) -> bool:
    items = body.child("ReturnItems")
    return items is not None and "*" in items.tokens()


def _projected(body: SyntaxNode) -> set[str]:
    """The names a WITH or RETURN hands on; each has a value, so a pattern that uses one reaches nothing new."""
    items = body.child("ReturnItems")
    found = items.children_of("ReturnItem") if items else ()
    return {plain_name(item.child("Variable") or item.core()) for item in found}


def _visit_path(node: SyntaxNode, bound: set[str]) -> None:
    parts = [part for part in node.children if part.rule and part.rule != "Quantifier"]
    for part in parts:
        _visit(part, bound)
    nodes = [(index, part) for index, part in enumerate(parts) if part.rule == "NodePattern"]
    for index, part in nodes:
        neighbours = parts[max(index - 1, 0) : index] + parts[index + 1 : index + 2]
        variable = part.child("Variable")
        name = plain_name(variable) if variable else ""
        if not (part.child("LabelExpression") or name in bound or any(map(_names_its_ends, neighbours))):
            raise refusal("unnamed node", f"{part.text} may be any node")
        if name:
            bound.add(name)
    for part in parts:
        bound.update(plain_name(name) for name in part.children_of("Variable"))


def _names_its_ends(part: SyntaxNode) -> bool:
    # A parenthesised path shares its end nodes with its neighbours, and they were judged inside it.
    return part.rule == "ParenthesizedPath" or part.child("LabelExpression") is not None
