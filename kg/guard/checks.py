"""Whether generated Cypher may run at all, judged from its text alone.

The walk knows what is allowed and refuses everything else, so a clause of a newer Cypher is refused until somebody
decides otherwise. What the text cannot show is judged by the server's plan and bounded by its limits: `cypher_guard`.
"""

import re
import unicodedata
from collections.abc import Collection

from kg.guard.allow_lists import CLAUSES, RULES
from kg.guard.bounds import MAX_ROWS, bounded
from kg.guard.grammar import SyntaxNode, parse
from kg.guard.growth import check_growth
from kg.guard.hops import check_hops
from kg.guard.names import check_names
from kg.guard.nodes import check_nodes
from kg.guard.refusals import refusal
from kg.guard.vocabulary import CypherVocabulary

__all__ = ["MAX_CHARACTERS", "MAX_ROWS", "CypherVocabulary", "check_cypher"]

MAX_CHARACTERS = 2_000

_BLANKS = frozenset("\t\n\r ")
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
_SINGLE = frozenset({"Statement", "QueryWithLocalDefinitions", "NextStatement"})


def check_cypher(
    text: str, vocabulary: CypherVocabulary, *, parameters: Collection[str] | None = None
) -> str:
    """The query to run: `text` itself, with a LIMIT where its RETURN has none, and a bound on the lists it collects.

    `parameters` are the names that will be given (None: not known, any name will do).

    Raises:
        QueryRejectedError: A rule is broken; the message begins with the rule's name and says what broke it.
    """
    _check_characters(text)
    tree = parse(text)
    _check_features(tree)
    check_names(tree, vocabulary, parameters)
    check_nodes(tree)
    check_hops(tree)
    check_growth(tree)
    return bounded(text, tree)


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
