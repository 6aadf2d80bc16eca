"""The panel's vote and its agreement; kappa against the example of Fleiss (1971) brought to two categories."""

import pytest

from evaluation.panel import fleiss_kappa, majority


@pytest.mark.parametrize(
    ("votes", "verdict"),
    [
        ([True, True, False], True),
        ([False, False, False], False),
        ([True, False, None], None),
        ([True, None, None], True),
        ([None, None, None], None),
    ],
)
def test_more_than_half_of_the_votes_that_count(votes: list[bool | None], verdict: bool | None) -> None:
    assert majority(votes) is verdict


def test_kappa_by_hand() -> None:
    # Three judges, four replies with 3, 2, 0, 1 yes: P = (1 + 1/3 + 1 + 1/3) / 4 = 2/3; half are yes, so Pe = 1/2.
    rows = [[True] * 3, [True, True, False], [False] * 3, [True, False, False]]
    assert fleiss_kappa(rows) == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))


def test_kappa_of_full_agreement_and_of_votes_that_are_all_the_same() -> None:
    assert fleiss_kappa([[True] * 3, [False] * 3]) == pytest.approx(1.0)
    assert fleiss_kappa([[True] * 3, [True] * 3]) is None
    assert fleiss_kappa([]) is None
