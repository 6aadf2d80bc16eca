"""Fusion of the channels' rankings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.passages.fusion import FusedChunk, weights_in_force
from retrieval.passages.fusion import fuse as fuse_with
from schemas.retrieval import ChannelResult, RankedChunk

WEIGHTS: dict[str, float] = {"graph": 2.0, "dense": 1.0, "keyword": 1.0, "kge": 0.0}


def fuse(results: list[ChannelResult]) -> list[FusedChunk]:
    return fuse_with(results, WEIGHTS, rank_constant=1.0)


def ranking(channel: str, *ids: str) -> ChannelResult:
    ranked = tuple(RankedChunk(chunk_id=one, score=1.0, why=f"{channel} {one}") for one in ids)
    return ChannelResult(channel=channel, status="ran", ranked=ranked)


def test_scores_are_weighted_reciprocal_ranks() -> None:
    fused = fuse([ranking("graph", "a", "b"), ranking("dense", "b")])
    # The most a chunk can get is 2/2 + 1/2; a gets 2/2 of it, b 2/3 + 1/2.
    assert [(one.chunk_id, round(one.score, 6)) for one in fused] == [
        ("b", round((2 / 3 + 1 / 2) / 1.5, 6)),
        ("a", round(1 / 1.5, 6)),
    ]
    assert [(place.channel, place.rank, place.why) for place in fused[0].channels] == [
        ("dense", 1, "dense b"),
        ("graph", 2, "graph b"),
    ]


def test_first_in_every_channel_has_score_one() -> None:
    fused = fuse([ranking("graph", "a"), ranking("dense", "a", "b"), ranking("keyword", "a")])
    assert fused[0].score == pytest.approx(1.0)


def test_a_channel_without_weight_proposes_nothing() -> None:
    assert fuse([ranking("kge", "a")]) == []
    assert [one.chunk_id for one in fuse([ranking("kge", "a"), ranking("dense", "b")])] == ["b"]


def test_a_channel_that_found_nothing_does_not_lower_the_scores() -> None:
    alone = fuse([ranking("dense", "a", "b")])
    beside = fuse([ranking("dense", "a", "b"), ChannelResult(channel="graph", status="failed")])
    assert beside == alone


def test_weights_in_force_are_zero_for_what_did_not_count() -> None:
    off = ChannelResult(channel="graph", status="off", note="not asked for")
    assert weights_in_force([off, ranking("dense", "a"), ranking("kge", "a")], WEIGHTS) == {
        "graph": 0.0,
        "dense": 1.0,
        "kge": 0.0,
    }


@given(
    graph=st.lists(st.sampled_from("abcdefgh"), unique=True),
    dense=st.lists(st.sampled_from("abcdefgh"), unique=True),
)
def test_every_proposed_chunk_comes_once_in_order_of_score(graph: list[str], dense: list[str]) -> None:
    fused = fuse([ranking("graph", *graph), ranking("dense", *dense)])
    assert {one.chunk_id for one in fused} == set(graph) | set(dense)
    assert len(fused) == len({one.chunk_id for one in fused})
    scores = [one.score for one in fused]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@given(ids=st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1))
def test_two_equal_rankings_keep_their_order(ids: list[str]) -> None:
    fused = fuse([ranking("graph", *ids), ranking("dense", *ids)])
    assert [one.chunk_id for one in fused] == ids
