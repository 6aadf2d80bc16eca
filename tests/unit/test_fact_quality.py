"""The facts found without a chat model stay as true, and as many, as they are."""

import pytest

from benchmarks.facts import score_set, summary


@pytest.mark.slow
async def test_facts_of_the_examples_are_true_and_the_important_ones_are_found() -> None:
    scores = await score_set("examples")
    strict = summary([each for _, each in scores["strict"]])
    assert strict["facts"] >= 60
    assert strict["correct"] >= 0.78
    assert strict["found"] >= 0.34
    assert strict["whole_names"] >= 0.95
    assert strict["right_types"] >= 0.8
