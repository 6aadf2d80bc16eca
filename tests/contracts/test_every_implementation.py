"""No implementation of a port is without its contract."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PORTS = {
    "FormatContract": {"name", "media_types", "suffixes", "read"},
    "SplitterContract": {"name", "split"},
    "EmbedderContract": {"model", "dimensions", "embed"},
    "ExtractorContract": {"name", "fingerprint", "cache_key", "extract"},
}
"""By contract, the members by which an implementation of its port is known."""
BREAKS_ITS_CONTRACT = {"MisbehavingFormat", "Letters", "DeferredFormat"}
"""What is written to do wrong, for the tests of what keeps it in bounds or scores it, and what leaves reading for later."""


@cache
def classes(folder: str) -> list[ast.ClassDef]:
    return [
        node
        for file in (CHECKOUT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]


def base_names(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def members(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield part.name
        elif isinstance(part, ast.Assign):
            yield from (target.id for target in part.targets if isinstance(target, ast.Name))
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id


def implementations(contract: str) -> set[str]:
    return {
        node.name
        for folder in ("kg", "llm", "extraction", "retrieval", "evaluation", "api", "tests")
        for node in classes(folder)
        if set(members(node)) >= PORTS[contract] and "Protocol" not in base_names(node)
    }


def named_in_suites(contract: str) -> set[str]:
    """Every name used in the suites that inherit the contract, and the words of their docstrings."""
    names: set[str] = set()
    for suite in (node for node in classes("tests") if contract in base_names(node)):
        names |= {node.id for node in ast.walk(suite) if isinstance(node, ast.Name)}
        names |= {word.strip(",.") for word in (ast.get_docstring(suite) or "").split()}
    return names


@pytest.mark.parametrize("contract", PORTS)
def test_every_implementation_inherits_the_contract_of_its_port(contract: str) -> None:
    found = implementations(contract)
    assert len(found) > 1
    assert found - named_in_suites(contract) - BREAKS_ITS_CONTRACT == set()
