"""The text of a model's reply: thoughts, fences, JSON."""

import pytest

from llm.reply_text import fenced_text, json_values, without_thoughts

QUERY = "MATCH (n:Person) RETURN n.id LIMIT 5"


@pytest.mark.parametrize(
    "reply",
    [
        QUERY,
        f"```\n{QUERY}\n```",
        f"```cypher\n{QUERY}\n```",
        f"``` cypher \n{QUERY}\n```",
        f"```cypher {QUERY}```",
        f"```{QUERY}```",
        f"Here it is:\n```Cypher\n{QUERY}\n```\nIt finds people.\n```\nMATCH (m) RETURN m\n```",
    ],
)
def test_the_first_fence_or_the_whole_reply(reply: str) -> None:
    assert fenced_text(reply) == QUERY


@pytest.mark.parametrize(
    ("reply", "values"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('Sure: {"a": [1]} and {"b": 2}.', [{"a": [1]}, {"b": 2}]),
        ("```json\n[]\n```", [[]]),
        ('```json {"a": 1}```', [{"a": 1}]),
        ('```[{"a": 1}]```', [[{"a": 1}]]),
        ("nothing [] to see {}", []),
        ("{'a': 1,}", [{"a": 1}]),
    ],
)
def test_json_is_found_wherever_it_is(reply: str, values: list[object]) -> None:
    assert json_values(reply) == values


def test_json_that_breaks_off_is_not_completed() -> None:
    with pytest.raises(ValueError, match="breaks off"):
        json_values('{"names": ["Ada", "Lon')


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>Perhaps [1]?</think>Yes.", "Yes."),
        ("perhaps</think>Yes.", "Yes."),
        ("<think>cut off", ""),
        ("No <think> here.", "No <think> here."),
    ],
)
def test_thoughts_are_left_out(text: str, answer: str) -> None:
    assert without_thoughts(text) == answer
