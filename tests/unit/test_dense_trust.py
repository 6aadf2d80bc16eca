"""Trust in the ranking by meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.channels.graph import dense_trust

IDS = [f"c{number}" for number in range(1000)]


def test_a_model_that_finds_what_the_words_find_is_trusted() -> None:
    assert dense_trust(IDS[:100], IDS[:10], chunks=1000) == 1.0
    assert dense_trust(IDS[:100], [*IDS[:4], *IDS[500:506]], chunks=1000) == 1.0


def test_agreement_by_chance_is_none() -> None:
    assert dense_trust(IDS[:100], [IDS[0], *IDS[500:509]], chunks=1000) == 0.0
    assert dense_trust(IDS[:100], IDS[500:510], chunks=1000) == 0.0


def test_trust_grows_with_agreement_above_chance() -> None:
    # Two of ten agree where one would by chance: a ninth of what is possible, of the three tenths that are enough.
    assert dense_trust(IDS[:100], [*IDS[:2], *IDS[500:508]], chunks=1000) == pytest.approx(1 / 9 / 0.3)


def test_in_a_small_corpus_only_the_top_counts() -> None:
    assert dense_trust(IDS[:60], IDS[50:60], chunks=60) == 0.0
    assert dense_trust(IDS[:60], IDS[:10], chunks=60) == 1.0


@pytest.mark.parametrize(("by_words", "chunks"), [([], 1000), (IDS[500:502], 1000), (IDS[:5], 8), ([], 0)])
def test_what_cannot_be_judged_is_trusted(by_words: list[str], chunks: int) -> None:
    assert dense_trust(IDS[:100], by_words, chunks=chunks) == 1.0


@given(
    by_meaning=st.lists(st.sampled_from(IDS[:40]), unique=True),
    by_words=st.lists(st.sampled_from(IDS[:40]), unique=True),
    chunks=st.integers(0, 200),
)
def test_trust_is_a_share(by_meaning: list[str], by_words: list[str], chunks: int) -> None:
    assert 0.0 <= dense_trust(by_meaning, by_words, chunks=chunks) <= 1.0
