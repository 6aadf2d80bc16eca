"""From the network's scores to entities and facts."""

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch

from benchmarks.reader.network import SAME, THRESHOLD, Mention, Network, as_mentions

_MOST_NAMES, _MOST_FACTS = 64, 128
_SAME = 0.5


class ReadEntity(NamedTuple):
    """A thing: its mentions, of its fullest name first, and the number of its type with the type's probability."""

    mentions: list[Mention]
    type: int
    type_probability: float


class ReadFact(NamedTuple):
    """A fact between two entities, with the token that the network looks at most, and its qualifiers (kind, entity)."""

    head: int
    relation: int
    tail: int
    probability: float
    looks: list[float]
    qualifiers: list[tuple[int, int, float]]


class Reading(NamedTuple):
    """What a passage states."""

    entities: list[ReadEntity]
    facts: list[ReadFact]


def read_passage(
    network: Network,
    tokens: torch.Tensor,
    mask: torch.Tensor,
    ids: Sequence[int],
    *,
    least: float = 0.3,
    least_mention: float = 0.5,
) -> Reading:
    """The entities and the facts of one passage; `tokens` has shape (tokens, hidden), `mask` (1, tokens).

    What has the same tokens is one name; names that the network takes for one thing are one entity.
    """
    scores = network.mentions(tokens.unsqueeze(0), mask)[0].float().sigmoid()
    starts, ends = (scores >= least_mention).nonzero(as_tuple=True)
    found = sorted(
        zip(starts.tolist(), ends.tolist(), scores[starts, ends].tolist(), strict=True),
        key=lambda each: -each[2],
    )
    by_name: dict[tuple[int, ...], list[Mention]] = {}
    for start, end, _ in found:
        name = tuple(ids[start : end + 1])
        if name in by_name or len(by_name) < _MOST_NAMES:
            by_name.setdefault(name, []).append((start, end + 1))
    names = [sorted(mentions) for mentions in by_name.values()]
    if not names:
        return Reading([], [])
    vectors = network.entities(tokens, as_mentions(names, tokens.device))
    logits, looks = network.pairs(tokens, vectors)
    sure = (logits - logits[..., THRESHOLD : THRESHOLD + 1]).sigmoid().cpu()
    groups = _groups(sure[..., SAME], len(names))
    types = network.kind(vectors).softmax(-1).cpu()
    entities = [_entity(names, group, types) for group in groups]
    facts = heapq.nlargest(_MOST_FACTS, _facts(sure, groups, least), key=lambda fact: fact[3])
    if not facts:
        return Reading(entities, [])
    pairs = [
        (max(groups[h], key=lambda n: len(names[n])), max(groups[t], key=lambda n: len(names[n])))
        for h, _, t, _, _ in facts
    ]
    bound = network.qualifiers(tokens, vectors, looks, pairs).softmax(-1).cpu()
    return Reading(
        entities,
        [
            ReadFact(h, r, t, p, looks[one, other].tolist(), _qualifiers(bound[place], groups, {h, t}))
            for place, (h, r, t, p, (one, other)) in enumerate(facts)
        ],
    )


def _groups(same: torch.Tensor, count: int) -> list[list[int]]:
    """Names of one thing together: joined where the mean of all their pairs is above a half, the surest first."""
    both = ((same + same.T) / 2).tolist()
    near = [(one, other) for one in range(count) for other in range(one) if both[one][other] >= _SAME]
    groups = {name: [name] for name in range(count)}
    for one, other in sorted(near, key=lambda pair: -both[pair[0]][pair[1]]):
        first, second = groups[one], groups[other]
        if first is not second and sum(both[a][b] for a in first for b in second) >= _SAME * len(first) * len(
            second
        ):
            first += second
            groups |= dict.fromkeys(second, first)
    return list({id(group): group for group in groups.values()}.values())


def _entity(names: Sequence[list[Mention]], group: Sequence[int], types: torch.Tensor) -> ReadEntity:
    mean = types[list(group)].mean(0)
    best = int(mean.argmax())
    ordered = sorted(group, key=lambda name: -(names[name][0][1] - names[name][0][0]))
    mentions = [mention for name in ordered for mention in names[name]]
    return ReadEntity(mentions, best, float(mean[best]))


def _facts(
    sure: torch.Tensor, groups: Sequence[Sequence[int]], least: float
) -> Iterable[tuple[int, int, int, float, Mention]]:
    for head, ones in enumerate(groups):
        for tail, others in enumerate(groups):
            if head == tail:
                continue
            block = sure[list(ones)][:, list(others), SAME + 1 :]
            best = block.flatten(0, 1).max(0)
            for relation in (best.values >= least).nonzero().flatten().tolist():
                place = int(best.indices[relation])
                pair = (ones[place // len(others)], others[place % len(others)])
                yield head, relation, tail, float(best.values[relation]), pair


def _qualifiers(
    bound: torch.Tensor, groups: Sequence[Sequence[int]], ends: set[int]
) -> list[tuple[int, int, float]]:
    found = []
    for entity, group in enumerate(groups):
        if entity in ends:
            continue
        best = bound[list(group), 1:].flatten(0, 0).max(0).values
        kind = int(best.argmax())
        if float(best[kind]) >= 0.5:
            found.append((kind, entity, float(best[kind])))
    return found
