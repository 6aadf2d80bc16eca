import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.guard.checks import MAX_ROWS, check_cypher
from kg.guard.refusals import refusal
from kg.guard.vocabulary import CypherVocabulary
from schemas.errors import QueryRejectedError
from tests.cypher_verdicts import HARMLESS, HOSTILE, PARAMETERS, VOCABULARY


def test_the_tables_are_large_enough() -> None:
    assert len({query for _, query in HOSTILE}) >= 40
    assert len(set(HARMLESS)) >= 40


@pytest.mark.parametrize(("rule", "query"), HOSTILE, ids=[query[:60] for _, query in HOSTILE])
def test_hostile_query_is_refused_by_its_rule(rule: str, query: str) -> None:
    with pytest.raises(QueryRejectedError) as refused:
        check_cypher(query, VOCABULARY, parameters=PARAMETERS)
    assert str(refused.value).partition(":")[0] == rule
    assert refused.value.remedy


@pytest.mark.parametrize("query", HARMLESS, ids=[query[:60] for query in HARMLESS])
def test_harmless_query_passes(query: str) -> None:
    assert "LIMIT" in check_cypher(query, VOCABULARY, parameters=PARAMETERS).upper()


@pytest.mark.parametrize("query", HARMLESS, ids=[query[:60] for query in HARMLESS])
def test_a_checked_query_passes_again_unchanged(query: str) -> None:
    checked = check_cypher(query, VOCABULARY)
    assert check_cypher(checked, VOCABULARY) == checked


def test_a_missing_limit_is_put_before_the_comment_and_in_each_branch() -> None:
    text = "MATCH (p:Person) RETURN p.name AS n UNION MATCH (p:Person) RETURN p.name AS n // LIMIT 5"
    limited = check_cypher(text, VOCABULARY)
    assert limited.count(f"\nLIMIT {MAX_ROWS}") == 2
    assert limited.endswith("// LIMIT 5")


def test_names_are_those_of_this_graph_only() -> None:
    query = "MATCH (p:Person)-[:FOUND]->(o) RETURN o.name LIMIT 5"
    check_cypher(query, VOCABULARY)
    with pytest.raises(QueryRejectedError, match="Person is not a label"):
        check_cypher(query, CypherVocabulary())


def test_every_hostile_query_is_judged_quickly() -> None:
    check_cypher("RETURN 1 AS x", VOCABULARY)
    slowest = 0.0
    for _, query in HOSTILE:
        start = time.process_time()
        with pytest.raises(QueryRejectedError):
            check_cypher(query, VOCABULARY, parameters=PARAMETERS)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 3.0


@given(st.text(max_size=200))
def test_any_text_is_passed_or_refused_and_nothing_else(text: str) -> None:
    with suppress(QueryRejectedError):
        assert check_cypher(text, VOCABULARY)


@pytest.mark.slow
def test_the_driver_is_left_as_it_is() -> None:
    code = (
        "import neo4j, sys\n"
        "before = (neo4j.Result._run, neo4j.Result.__iter__, neo4j.AsyncResult._run, neo4j.AsyncResult.__aiter__)\n"
        "from kg.guard.checks import CypherVocabulary, check_cypher\n"
        "check_cypher('RETURN 1 AS x', CypherVocabulary())\n"
        "after = (neo4j.Result._run, neo4j.Result.__iter__, neo4j.AsyncResult._run, neo4j.AsyncResult.__aiter__)\n"
        "assert all(a is b for a, b in zip(before, after))\n"
        "assert 'neo4j_guard' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_refusal_says_what_to_do() -> None:
    error = refusal("limit", "LIMIT 5000")
    assert str(error) == "limit: LIMIT 5000"
    assert error.remedy
