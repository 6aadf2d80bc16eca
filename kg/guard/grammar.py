"""Cypher text to syntax tree, by Neo4j's own grammar as it is generated in the package neo4j-guard.

Importing `neo4j_guard` replaces methods of `neo4j.Result` for the whole process, so the two generated modules
are loaded from their files, and the package itself is never executed.
"""

import importlib.util
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener

from kg.guard.refusals import refusal
from schemas.errors import ConfigError

_PACKAGE = "neo4j_guard"
_FOLDER = "_parser"
_SUFFIX = "Context"
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_DASHES = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
MAX_DEPTH = 12
"""Brackets that may be open at once; questions over the graph need five or six."""
MAX_LISTS = 4
"""Square brackets that may be open at once: each more triples the time of parsing a list comprehension."""
MAX_DASHES = 40
"""Signs "-": a relationship has two, and a chain of them in an expression takes the parser the square of its length."""

# The generated parser shares its prediction cache between instances, which is not made for threads.
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class SyntaxNode:
    """A node of the syntax tree: `rule` is the grammar's name, "" for a token; the query's text is at `start:end`."""

    rule: str
    text: str
    start: int
    end: int
    children: tuple["SyntaxNode", ...] = ()

    def child(self, rule: str) -> "SyntaxNode | None":
        """The first child of that rule."""
        return next((node for node in self.children if node.rule == rule), None)

    def children_of(self, *rules: str) -> tuple["SyntaxNode", ...]:
        """All children of these rules, in the order of the text."""
        return tuple(node for node in self.children if node.rule in rules)

    def tokens(self) -> tuple[str, ...]:
        """The texts of the children that are tokens."""
        return tuple(node.text for node in self.children if not node.rule)

    def walk(self) -> Iterator["SyntaxNode"]:
        """This node and all below, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def core(self) -> "SyntaxNode":
        """The first node below that is a token or has several children: what a chain of rules comes down to."""
        node = self
        while len(node.children) == 1:
            node = node.children[0]
        return node


class _Token(Protocol):
    start: int
    stop: int


class _AntlrNode(Protocol):
    start: _Token
    stop: _Token | None
    symbol: _Token
    children: list["_AntlrNode"] | None

    def getText(self) -> str: ...  # noqa: N802


class _SyntaxErrorListener(ErrorListener):  # type: ignore[misc]
    def syntaxError(  # noqa: N802
        self, recognizer: object, offending: object, line: int, column: int, msg: str, error: object
    ) -> None:
        del recognizer, offending, error
        # ANTLR lists every keyword it would have taken: the place and the offending word are enough.
        raise refusal("syntax", f"line {line}, column {column}: {msg.partition(' expecting ')[0][:160]}")


@cache
def _generated(name: str) -> ModuleType:
    package = importlib.util.find_spec(_PACKAGE)
    places = package.submodule_search_locations if package else None
    path = Path(places[0], _FOLDER, f"{name}.py") if places else Path()
    spec = importlib.util.spec_from_file_location(f"_cypher_grammar_{name}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ConfigError("The Cypher grammar is missing.", remedy="Install the package neo4j-guard==0.1.1.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parse(text: str) -> SyntaxNode:
    """The syntax tree of the whole text.

    Raises:
        QueryRejectedError: The text is not Cypher, or is nested too deeply to be judged.
    """
    listener = _SyntaxErrorListener()
    with _LOCK:
        lexer = _generated("Cypher25Lexer").Cypher25Lexer(InputStream(text))
        stream = CommonTokenStream(lexer)
        parser = _generated("Cypher25Parser").Cypher25Parser(stream)
        for recognizer in (lexer, parser):
            recognizer.removeErrorListeners()
            recognizer.addErrorListener(listener)
        stream.fill()
        _check_depth([token.text for token in stream.tokens])
        try:
            return _convert(cast("_AntlrNode", parser.statements()), text)
        except RecursionError as error:
            raise refusal("nesting", "brackets within brackets, too many to judge") from error


def _check_depth(words: list[str]) -> None:
    """Counts open brackets before parsing: the parser needs seconds, then the whole stack, for deep ones."""
    depth = lists = 0
    for word in words:
        depth += (word in _OPENING) - (word in _CLOSING)
        lists += (word == "[") - (word == "]")
        if depth > MAX_DEPTH or lists > MAX_LISTS:
            raise refusal(
                "nesting", f"more than {MAX_DEPTH} brackets, or {MAX_LISTS} square ones, are open at once"
            )
    if sum(word in _DASHES for word in words) > MAX_DASHES:
        raise refusal("hops", f"more than {MAX_DASHES} dashes, two for each relationship")
    # CASE nests as well, but its END cannot be distinguished from a property of that name here: all are counted.
    if sum(word.upper() == "CASE" for word in words) > MAX_DEPTH:
        raise refusal("nesting", f"more than {MAX_DEPTH} times CASE")


def _convert(node: _AntlrNode, text: str) -> SyntaxNode:
    name = type(node).__name__
    if not name.endswith(_SUFFIX):
        token = node.symbol
        return SyntaxNode("", node.getText(), token.start, token.stop + 1)
    start = node.start.start
    end = node.stop.stop + 1 if node.stop is not None else start
    children = tuple(_convert(child, text) for child in node.children or ())
    return SyntaxNode(name.removesuffix(_SUFFIX), text[start:end], start, end, children)
