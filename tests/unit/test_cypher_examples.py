"""The examples of Cypher that a chat model is shown: those that come with CiteGraph, and a user's own."""

from pathlib import Path

import pytest

from retrieval.channels.cypher.examples import Example, NearestExamples, check_example, load_examples
from schemas.errors import ConfigError
from tests.fakes.embedder import FakeEmbedder


def test_our_own_pass_the_guard_and_are_in_both_languages() -> None:
    ours = load_examples(None)
    assert len(ours) >= 10
    for example in ours:
        check_example(example)
    assert any("설립" in example.question for example in ours)


def test_a_file_of_ones_own_takes_their_place(tmp_path: Path) -> None:
    file = tmp_path / "examples.yaml"
    file.write_text(
        "- question: 누가 만들었나?\n  cypher: 'MATCH (a:Tool)-[r:MADE_BY]->(b) RETURN b.id LIMIT 5'\n",
        encoding="utf-8",
    )
    assert [example.question for example in load_examples(file)] == ["누가 만들었나?"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- question: [", "not YAML"),
        ("question: who?", "list"),
        ("- question: who?", "example 1, cypher"),
        ("- question: who?\n  cypher: RETURN 1\n  note: x", "example 1, note"),
        ("- question: ''\n  cypher: RETURN 1", "example 1, question"),
        (
            "- {question: a, cypher: 'MATCH (n:A) RETURN n.id'}\n- {question: b, cypher: 'MATCH (n:A) DELETE n'}",
            "example 2",
        ),
        ("- {question: a, cypher: 'not a query'}", "syntax"),
        ("- {question: a, cypher: 'MATCH (n:A) RETURN n.secret'}", "property"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_examples(file)
    assert str(file) in str(caught.value)
    assert caught.value.remedy


def test_a_missing_file_and_one_that_is_no_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_examples(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_examples(tmp_path / "bytes.yaml")


async def test_the_nearest_come_last_and_are_bounded() -> None:
    embedder = FakeEmbedder(64)
    examples = [
        Example(question=f"who {word} it", cypher="MATCH (n:A) RETURN n.id")
        for word in ("made", "sold", "saw")
    ]
    nearest = NearestExamples(examples, embedder, most=2)
    vector = embedder.embed(["who sold it today"])[0].tolist()
    found = await nearest.nearest(vector)
    assert len(found) == 2
    assert found[-1].question == "who sold it"
    long = [Example(question=f"q {n}", cypher="RETURN 1 //" + "x" * 1_500) for n in range(3)]
    assert len(await NearestExamples(long, embedder, most=3).nearest(vector)) == 1
    assert await NearestExamples([], embedder, most=3).nearest(vector) == []
    assert await NearestExamples(examples, embedder, most=0).nearest(vector) == []
