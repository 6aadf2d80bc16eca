import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.llm_answer import RawGraph, RawNode, RawTriple, read_answer
from schemas.errors import MalformedOutputError

ROW = {"head": "Ada", "head_type": "Person", "relation": "BORN_IN", "tail": "London", "tail_type": "City"}
TRIPLE = RawTriple("Ada", "Person", "BORN_IN", "London", "City")
EDGE = {"source_node_id": "Ada", "type": "BORN_IN", "target_node_id": "London"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ROW]),
        json.dumps(ROW),
        json.dumps({"triples": [ROW]}),
        f"```json\n{json.dumps([ROW])}\n```",
        f"Sure! Here it is:\n{json.dumps([ROW])}\nI hope it's right.",
        f"<think>Perhaps [] or {{}}?</think>\n{json.dumps([ROW])}",
        json.dumps([ROW]).replace("}]", "},]"),
        json.dumps([ROW]).replace("}]", "} // the only one\n]"),
    ],
)
def test_rows_are_read_however_they_are_wrapped(text: str) -> None:
    assert read_answer(text).triples == (TRIPLE,)


def test_nodes_and_relationships_are_read() -> None:
    graph = read_answer(json.dumps({"nodes": [{"id": "Ada", "type": "Person"}], "relationships": [EDGE]}))
    assert graph.nodes == (RawNode("Ada", "Person"),)
    assert graph.triples == (RawTriple("Ada", None, "BORN_IN", "London", None),)
    assert graph.lists_nodes


def test_lists_written_as_strings_are_read() -> None:
    text = json.dumps({"nodes": json.dumps([{"id": "Ada"}]), "relationships": json.dumps([EDGE])})
    graph = read_answer(text)
    assert (len(graph.nodes), len(graph.triples)) == (1, 1)


@pytest.mark.parametrize("text", ["[]", " [] ", "```json\n[]\n```", '{"triples": []}'])
def test_an_empty_list_is_an_empty_graph(text: str) -> None:
    assert read_answer(text) == RawGraph()


@pytest.mark.parametrize(
    "text", ['{"nodes": [], "relationships": []}', '{"nodes": null, "relationships": null}']
)
def test_a_graph_without_nodes_is_an_empty_graph(text: str) -> None:
    assert read_answer(text) == RawGraph(lists_nodes=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        "42",
        '"none"',
        "There is nothing to extract [].",
        "I am sorry {truly}.",
        '["Ada"]',
        '[{"head": "Ada"}]',
        '{"nodes": ["Ada"], "relationships": []}',
        '{"nodes": "many", "relationships": []}',
        '{"error": "busy"}',
        json.dumps([ROW, ROW])[:-9],
        json.dumps({"nodes": [{"id": "Ada"}], "relationships": [EDGE]})[:-3],
        "[" * 3000,
        "[" * 3000 + "]" * 3000,
        "```json\n" + '{"a":' * 3000 + "1" + "}" * 3000 + "\n```",
        f'{{"nodes": [{{"id": {"9" * 5000}, "type": "Number"}}], "relationships": []}}',
    ],
    ids=range(18),
)
def test_anything_else_is_malformed_and_keeps_its_head(text: str) -> None:
    with pytest.raises(MalformedOutputError) as caught:
        read_answer(text)
    assert caught.value.raw_head == text[:500]


def test_odd_rows_among_good_ones_are_kept_apart() -> None:
    graph = read_answer(json.dumps([ROW, {"head": "Ada"}, "junk", {**ROW, "tail": ""}]))
    assert graph.triples == (TRIPLE,)
    assert len(graph.unreadable) == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROW, *EDGE, "nodes"]), inner)
    ),
    max_leaves=12,
)


@given(st.one_of(st.text(), json_values.map(json.dumps)))
def test_whatever_a_model_says_is_a_graph_or_malformed(text: str) -> None:
    try:
        graph = read_answer(text)
    except MalformedOutputError:
        return
    assert isinstance(graph, RawGraph)
