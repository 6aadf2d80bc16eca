"""Intervals by bootstrap, and the comparison of two runs."""

import pytest

from evaluation.intervals import differences, interval


def run(*values: float) -> dict[str, dict[str, float]]:
    return {"recall": {f"q{place}": value for place, value in enumerate(values)}}


def test_the_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 200)
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize("values", [[], [0.5], [1.0, 1.0, 1.0]])
def test_what_does_not_vary_has_no_width(values: list[float]) -> None:
    low, high = interval(values)
    assert low == high == (values[0] if values else 0.0)


def test_a_loss_on_most_questions_is_significant() -> None:
    (found,) = differences(run(*[1.0] * 20), run(*[0.0] * 15, *[1.0] * 5))
    assert found.is_loss
    assert found.interval[1] < 0
    assert (found.before, found.now, found.questions) == (1.0, 0.25, 20)


def test_a_gain_and_a_loss_within_chance_are_none() -> None:
    (gain,) = differences(run(*[0.0] * 20), run(*[1.0] * 20))
    (chance,) = differences(run(*[1.0] * 20), run(0.0, 0.0, *[1.0] * 18))
    assert not gain.is_loss
    assert not chance.is_loss
    assert chance.now < chance.before


def test_questions_are_paired_and_others_left_out() -> None:
    before = {"recall": {"a": 1.0, "b": 0.0}, "gone": {"a": 1.0}}
    now = {"recall": {"b": 1.0, "c": 0.0}}
    (found,) = differences(before, now)
    assert (found.before, found.now, found.questions) == (0.0, 1.0, 1)


def test_many_figures_are_compared_with_care() -> None:
    lost = [1.0] * 6
    one = differences({"a": run(*lost)["recall"]}, {"a": run(*[0.0] * 5, 1.0)["recall"]})
    names = [f"f{number}" for number in range(10)]
    same = {name: run(*lost)["recall"] for name in names}
    many = differences({"a": run(*lost)["recall"], **same}, {"a": run(*[0.0] * 5, 1.0)["recall"], **same})
    assert one[0].is_loss
    assert not many[0].is_loss
