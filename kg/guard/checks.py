"""Whether generated Cypher may run at all, judged from its text alone.

The walk knows what is allowed and refuses everything else, so a clause of a newer Cypher is refused until somebody
decides otherwise. What the text cannot show is judged by the server's plan and bounded by its limits: `cypher_guard`.
"""

import re
import unicodedata
from collections.abc import Collection

from kg.guard.allow_lists import CLAUSES, RULES
from kg.guard.grammar import SyntaxNode, parse
from kg.guard.growth import check_growth
from kg.guard.names import check_names
from kg.guard.nodes import check_nodes
from kg.guard.refusals import refusal
from kg.guard.vocabulary import CypherVocabulary

__all__ = ["MAX_CHARACTERS", "MAX_ROWS", "CypherVocabulary", "check_cypher"]

MAX_CHARACTERS = 2_000
MAX_ROWS = 100

_BLANKS = frozenset("\t\n\r ")
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
_SINGLE = frozenset({"Statement", "QueryWithLocalDefinitions", "NextStatement"})
_INTEGER = re.compile(r"\d{1,9}")


def check_cypher(
    text: str, vocabulary: CypherVocabulary, *, parameters: Collection[str] | None = None
) -> str:
    """The query to run: `text` itself, with a LIMIT where its RETURN has none.

    `parameters` are the names that will be given (None: not known, any name will do).

    Raises:
        QueryRejectedError: A rule is broken; the message begins with the rule's name and says what broke it.
    """
    _check_characters(text)
    tree = parse(text)
    _check_features(tree)
    check_names(tree, vocabulary, parameters)
    check_nodes(tree)
    check_growth(tree)
    return _with_limit(text, tree)


def _check_characters(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise refusal("length", f"{len(text)} characters, more than {MAX_CHARACTERS}")
    # Cypher 5 decodes this escape anywhere in the text, before it looks for words: M\u0041TCH is a MATCH there.
    if re.search(r"\\[uU]", text):
        raise refusal("characters", "a \\u escape")
    for character in text:
        if character not in _BLANKS and unicodedata.category(character) in _UNWANTED:
            raise refusal("characters", f"the invisible character U+{ord(character):04X}")


def _check_features(tree: SyntaxNode) -> None:
    count = len(tree.children_of("Statement"))
    if count != 1:
        raise refusal("one statement", f"{count} statements")
    for node in tree.walk():
        if node.rule == "Clause" and node.children[0].rule not in CLAUSES:
            raise refusal("clause", f"{_head(node)} is not allowed")
        if node.rule and node.rule not in RULES:
            raise refusal("feature", f"{_head(node)} is not allowed ({node.rule})")
        if node.rule == "SingleQuery" and {child.rule for child in node.children} != {"Clause"}:
            raise refusal("feature", f"{_head(node)} is not a plain list of clauses")
        if node.rule in _SINGLE and len(node.children) != 1:
            raise refusal("one statement", f"{_head(node)} joins several")


def _head(node: SyntaxNode) -> str:
    return " ".join(node.text.split())[:60]


def _with_limit(text: str, tree: SyntaxNode) -> str:
    limited = text
    # From the last to the first, so that what is put in does not move the places still to come.
    for query in sorted(_top_queries(tree), key=lambda node: node.start, reverse=True):
        last = query.children[-1].child("ReturnClause")
        body = last.child("ReturnBody") if last else None
        if body is None:
            raise refusal("limit", "the query does not end in RETURN")
        limit = body.child("Limit")
        if limit is None:
            limited = f"{limited[: body.end]}\nLIMIT {MAX_ROWS}{limited[body.end :]}"
        else:
            _check_limit(limit)
    return limited


def _check_limit(limit: SyntaxNode) -> None:
    number = limit.child("Expression")
    if number is None or not _INTEGER.fullmatch(number.text) or int(number.text) > MAX_ROWS:
        raise refusal("limit", f"{limit.text} is not a plain number up to {MAX_ROWS}")


def _top_queries(tree: SyntaxNode) -> tuple[SyntaxNode, ...]:
    node = tree.children[0]
    while node.rule != "Union" and len(node.children) == 1:
        node = node.children[0]
    return node.children_of("SingleQuery")
