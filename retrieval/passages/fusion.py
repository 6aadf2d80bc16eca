"""One ranking out of the channels' rankings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.retrieval import ChannelRank, ChannelResult, RankedChunk


@dataclass(frozen=True)
class FusedChunk:
    """A chunk with its common score (0..1, higher is better) and the place each channel gave it, best place first."""

    chunk_id: str
    score: float
    channels: tuple[ChannelRank, ...]

    def as_ranked(self) -> RankedChunk:
        """The chunk with its score alone."""
        return RankedChunk(chunk_id=self.chunk_id, score=self.score)


Weights = Mapping[str, float]


def fuse(results: Sequence[ChannelResult], weights: Weights, *, rank_constant: float) -> list[FusedChunk]:
    """The chunks that any channel with a weight found, best first; equal scores are ordered by chunk id.

    Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a channel gives weight / (constant + rank).
    The score is the share of what a chunk at the first place of every channel would get, so 1.0 is unanimous.
    """
    contributing = [result for result in results if result.ranked and weights.get(result.channel, 0.0) > 0]
    most = sum(weights[result.channel] for result in contributing) / (rank_constant + 1)
    scores: dict[str, float] = defaultdict(float)
    places: dict[str, list[ChannelRank]] = defaultdict(list)
    for result in contributing:
        for rank, chunk in enumerate(result.ranked, start=1):
            scores[chunk.chunk_id] += weights[result.channel] / (rank_constant + rank) / most
            places[chunk.chunk_id].append(ChannelRank(channel=result.channel, rank=rank, why=chunk.why))
    order = sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))
    return [
        FusedChunk(
            chunk_id=chunk_id,
            score=min(1.0, scores[chunk_id]),
            channels=tuple(sorted(places[chunk_id], key=lambda place: place.rank)),
        )
        for chunk_id in order
    ]


def weights_in_force(results: Sequence[ChannelResult], weights: Weights) -> dict[str, float]:
    """The weight that each channel had in the fusion: 0 for one that found nothing or did not run."""
    return {result.channel: weights.get(result.channel, 0.0) if result.ranked else 0.0 for result in results}
