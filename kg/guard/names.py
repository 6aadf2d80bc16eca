"""Whether a query names only what the graph has, and reads nothing by a name that is made while it runs."""

import re
from collections.abc import Collection

from kg.guard.allow_lists import FUNCTIONS, PROCEDURES
from kg.guard.grammar import SyntaxNode
from kg.guard.refusals import refusal
from kg.guard.vocabulary import PROPERTIES, CypherVocabulary

_PLAIN_INTEGER = re.compile(r"-?\d{1,6}")


def plain_name(node: SyntaxNode) -> str:
    """The name as the database understands it, without the backticks."""
    text = node.text
    return text[1:-1].replace("``", "`") if text.startswith("`") else text


def function_name(node: SyntaxNode) -> str:
    """The function of a FunctionInvocation, in lower case."""
    name = node.child("FunctionName")
    return name.text.lower().replace("`", "") if name else ""


def check_names(tree: SyntaxNode, vocabulary: CypherVocabulary, parameters: Collection[str] | None) -> None:
    """Labels, relation types, properties, functions, procedures and parameters.

    Raises:
        QueryRejectedError: A name is not in the vocabulary, or is only known when the query runs.
    """
    for node in tree.walk():
        match node.rule:
            case "NodePattern":
                _check_labels(node, vocabulary)
            case "RelationshipPattern":
                _check_relation_types(node, vocabulary)
            case "LabelComparison":
                _check_either(node, vocabulary)
            case "Property" | "Properties":
                _check_properties(node)
            case "FunctionName" | "ProcedureName":
                _check_routine(node)
            case "ParameterName":
                _check_parameter(node, parameters)
            case "IndexPostfix" | "MapProjectionElement" | "LabelExpression2":
                _check_static(node)


def _label_names(node: SyntaxNode) -> list[str]:
    expression = node if node.rule == "LabelComparison" else node.child("LabelExpression")
    found = [] if expression is None else [part for part in expression.walk() if part.rule == "LabelName"]
    return [plain_name(part) for part in found]


def _check_labels(node: SyntaxNode, vocabulary: CypherVocabulary) -> None:
    for name in _label_names(node):
        if name not in vocabulary.all_labels:
            raise refusal("label", f"{name} is not a label of this graph")


def _check_relation_types(node: SyntaxNode, vocabulary: CypherVocabulary) -> None:
    for name in _label_names(node):
        if name not in vocabulary.all_relation_types:
            raise refusal("relation type", f"{name} is not a relation type of this graph")


def _check_either(node: SyntaxNode, vocabulary: CypherVocabulary) -> None:
    for name in _label_names(node):
        if name not in vocabulary.all_labels | vocabulary.all_relation_types:
            raise refusal("label", f"{name} is neither a label nor a relation type of this graph")


def _check_properties(node: SyntaxNode) -> None:
    if node.child("Parameter") is not None:
        raise refusal("dynamic access", f"{node.text} takes its property names from a parameter")
    holder = node.child("Map") or node
    for key in holder.children_of("PropertyKeyName"):
        name = plain_name(key)
        if name not in PROPERTIES:
            raise refusal("property", f"{name} is not a property of this graph")


def _check_routine(node: SyntaxNode) -> None:
    namespace = node.child("Namespace")
    parts = [*(namespace.children_of("SymbolicNameString") if namespace else ())]
    parts += node.children_of("SymbolicNameString")
    name = ".".join(plain_name(part) for part in parts)
    if node.rule == "FunctionName" and name.lower() not in FUNCTIONS:
        raise refusal("function", f"{name}() is not allowed")
    if node.rule == "ProcedureName" and name.lower() not in PROCEDURES:
        raise refusal("procedure", f"{name} is not allowed")


def _check_parameter(node: SyntaxNode, parameters: Collection[str] | None) -> None:
    name = plain_name(node)
    if parameters is not None and name not in parameters:
        raise refusal("parameter", f"${name} is not given")


def _check_static(node: SyntaxNode) -> None:
    if node.rule == "IndexPostfix":
        index = node.child("Expression")
        if index is None or not _PLAIN_INTEGER.fullmatch(index.text):
            raise refusal("dynamic access", f"{node.text} may read any property")
    if node.rule == "MapProjectionElement" and "*" in node.tokens():
        raise refusal("dynamic access", ".* reads every property")
    if node.rule == "LabelExpression2" and "!" in node.tokens():
        raise refusal("dynamic access", f"{node.text} means every other label")
