import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.llm.answer import RawGraph, RawNode, RawTriple, read_answer
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
        json.dumps([ROW]).replace("}]", "},]"),
        json.dumps([ROW]).replace("}]", "} // the only one\n]"),
    ],
)
def test_rows_are_read_however_they_are_wrapped(text: str) -> None:
    assert read_answer(text).triples == (TRIPLE,)


def test_nodes_and_relationships_are_read() -> None:
    graph = read_answer(json.dumps({"nodes": [{"id": "Ada", "type": "Person"}], "relationships": [EDGE]}))
    assert graph.nodes == (RawNode("Ada", "Person"),)
    assert graph.triples == (RawTriple("Ada", "Person", "BORN_IN", "London", None),)
    assert graph.lists_nodes


@pytest.mark.parametrize(
    "row",
    [
        {"source": "Ada", "target": "London", "type": "BORN_IN"},
        {"source": "Ada", "destination": "London", "relationship": "BORN_IN"},
        {"from": "Ada", "to": "London", "label": "BORN_IN"},
        {"source_id": "Ada", "source_type": "Person", "target_id": "London", "type": "BORN_IN"},
        {"subject": "Ada", "predicate": "BORN_IN", "object": "London"},
        {"start_node": {"id": "Ada"}, "end_node": {"name": "London", "label": "City"}, "type": "BORN_IN"},
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_the_ends_of_a_relationship_are_read_under_other_keys(row: dict[str, object], wrapped: bool) -> None:
    nodes = [{"name": "Ada", "label": "Person"}, {"label": "London", "type": "City"}]
    answer = {"entities": nodes, "edges": [row]} if wrapped else row
    (triple,) = read_answer(json.dumps(answer)).triples
    assert (triple.head, triple.relation, triple.tail) == ("Ada", "BORN_IN", "London")
    if wrapped:
        assert (triple.head_type, triple.tail_type) == ("Person", "City")


def test_ends_that_are_ids_of_nodes_are_read_as_their_names() -> None:
    nodes = [{"id": 1, "name": "Ada", "type": "Person"}, {"id": "n2", "label": "London", "type": "City"}]
    graph = read_answer(json.dumps({"nodes": nodes, "edges": [{"from": 1, "to": "n2", "type": "BORN_IN"}]}))
    assert graph.nodes == (RawNode("Ada", "Person"), RawNode("London", "City"))
    assert graph.triples == (TRIPLE,)


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


TWO = (TRIPLE, RawTriple("Bo", "Person", "BORN_IN", "Oslo", "City"))
SECOND = {**ROW, "head": "Bo", "tail": "Oslo"}


@pytest.mark.parametrize(
    "text",
    [
        f"{json.dumps(ROW)}\n{json.dumps(SECOND)}",
        f"{json.dumps(ROW)},\n{json.dumps(SECOND)},",
        f"First:\n{json.dumps([ROW])}\nand then:\n{json.dumps([SECOND])}\nThat's all :]",
        f"First:\n```json\n{json.dumps([ROW])}\n```\nand:\n```\n{json.dumps([SECOND])}\n```",
        f"```json\n[]\n```\nor rather:\n```json\n{json.dumps([ROW, SECOND])}\n```",
        f"```json\n{json.dumps([ROW])}\n```\nOh, and {json.dumps([SECOND]).replace('}]', '},]')} :[",
    ],
)
def test_every_graph_in_an_answer_is_read(text: str) -> None:
    assert read_answer(text) == RawGraph(triples=TWO)


def test_what_is_no_graph_beside_one_is_kept_apart() -> None:
    graph = read_answer(f'As in [1]: {json.dumps([ROW])}\n{{"confidence": 0.5}}')
    assert graph == RawGraph(triples=(TRIPLE,), unreadable=("[1]", '{"confidence": 0.5}'))


def test_a_second_graph_that_broke_off_is_not_left_out_in_silence() -> None:
    with pytest.raises(MalformedOutputError):
        read_answer(f"{json.dumps([ROW])}\n{json.dumps([SECOND])[:-9]}")


@pytest.mark.parametrize("key", ["rels", "edges", "triples"])
@pytest.mark.parametrize("row", [EDGE, {"head": "Ada", "relation": "BORN_IN", "tail": "London"}])
def test_relationships_under_another_name_are_read(key: str, row: dict[str, str]) -> None:
    graph = read_answer(json.dumps({"nodes": [{"id": "Ada"}], key: [row]}))
    assert graph.triples == (RawTriple("Ada", None, "BORN_IN", "London", None),)


def test_relationships_of_another_form_are_kept_apart() -> None:
    edges = [{"here": "Ada", "there": "London", "type": "BORN_IN"}, ["Ada", "BORN_IN", "London"]]
    graph = read_answer(json.dumps({"nodes": [{"id": "Ada"}], "edges": edges, "notes": ["none"]}))
    assert graph.unreadable == tuple(map(json.dumps, edges))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*ROW, *EDGE, "nodes", "from", "to", "label", "id"]), inner)
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
