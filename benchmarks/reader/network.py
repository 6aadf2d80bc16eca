"""The reader's network: a multilingual encoder with low-rank changes of its weights, and heads for each task.

Mentions are found by scoring every pair of first and last token (Su et al., Global Pointer, arXiv 2208.03054). An entity is
the log-sum-exp of its mentions, and a pair of entities is joined with the part of the text that both attend to; its
relations are those whose score is above that of a threshold class (Zhou et al., ATLOP, arXiv 2010.11304). The changes of the
encoder are of low rank (Hu et al., LoRA, arXiv 2106.09685).
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

Mention = tuple[int, int]
"""First token and the one after the last."""

THRESHOLD, SAME = 0, 1
"""The first classes of a pair: the score that a relation must exceed, and that both are one thing."""

_ADAPTED = ("query", "key", "value", "dense")
_BLOCKS = 16
_POINTER = 64
_NEVER = -1e4


class Sizes(NamedTuple):
    """How many classes each head has, and the rank of the encoder's changes."""

    types: int
    relations: int
    qualifiers: int
    rank: int


class Mentions(NamedTuple):
    """The mentions of each entity, shape (entities, most mentions) each: first and last token, and which are not there."""

    first: torch.Tensor
    last: torch.Tensor
    missing: torch.Tensor


def as_mentions(spans: Sequence[Sequence[Mention]], device: torch.device) -> Mentions:
    """The mentions of each entity, padded."""
    most = max(map(len, spans))
    padded = [[*each, *[(-1, 1)] * (most - len(each))] for each in spans]
    whole = torch.tensor(padded, device=device)
    missing = whole[..., 0] < 0
    return Mentions(whole[..., 0].clamp(min=0), whole[..., 1] - 1, missing)


class LowRank(nn.Module):
    """A linear layer whose weights are changed by a product of two thin matrices."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        """Shape (..., out)."""
        out: torch.Tensor = self.base(vectors)
        change: torch.Tensor = functional.linear(functional.linear(vectors, self.down), self.up)
        return out + change

    def merged(self) -> nn.Linear:
        """The layer with the change in its weights."""
        change = (self.up @ self.down).to(self.base.weight.dtype)
        layer = nn.Linear(self.base.in_features, self.base.out_features, device="meta")
        layer.weight = nn.Parameter(self.base.weight + change, requires_grad=False)
        layer.bias = self.base.bias
        return layer


class Pointer(nn.Module):
    """A score for each pair of first and last token, with their distance by rotary positions."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.ends = nn.Linear(hidden, 2 * _POINTER)
        self.bias = nn.Linear(hidden, 2)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Shape (texts, tokens, tokens); what is no token or ends before it begins is far below 0."""
        first, last = (_rotated(half) for half in self.ends(tokens).chunk(2, dim=-1))
        bias = self.bias(tokens)
        scores = first @ last.transpose(1, 2) / _POINTER**0.5 + bias[..., :1] + bias[..., 1].unsqueeze(1)
        kept = mask.bool()
        possible = (kept.unsqueeze(1) & kept.unsqueeze(2)).triu()
        masked: torch.Tensor = scores.masked_fill(~possible, _NEVER)
        return masked


def _rotated(vectors: torch.Tensor) -> torch.Tensor:
    half = vectors.shape[-1] // 2
    steps = torch.arange(half, device=vectors.device, dtype=torch.float32)
    places = torch.arange(vectors.shape[1], device=vectors.device, dtype=torch.float32)
    angles = places.unsqueeze(1) * torch.pow(10000.0, -steps / half)
    sine, cosine = angles.sin().to(vectors.dtype), angles.cos().to(vectors.dtype)
    left, right = vectors[..., :half], vectors[..., half:]
    return torch.cat([left * cosine - right * sine, left * sine + right * cosine], dim=-1)


class Network(nn.Module):
    """The encoder and the heads; all but the encoder compute in 32 bits."""

    def __init__(self, encoder: BertModel, sizes: Sizes) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.sizes = sizes
        for parameter in encoder.parameters():
            parameter.requires_grad_(False)
        for module in list(encoder.encoder.modules()):
            for name, layer in list(module.named_children()):
                if isinstance(layer, nn.Linear) and name in _ADAPTED:
                    setattr(module, name, LowRank(layer, sizes.rank))
        self.mentions = Pointer(hidden)
        self.mention = nn.Linear(2 * hidden, hidden)
        self.kind = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, sizes.types))
        self.attend_head, self.attend_tail = nn.Linear(hidden, hidden), nn.Linear(hidden, hidden)
        self.attended = nn.Linear(hidden, hidden)
        self.head, self.tail = nn.Linear(2 * hidden, hidden), nn.Linear(2 * hidden, hidden)
        self.relation = nn.Linear(hidden * (hidden // _BLOCKS), sizes.relations + 2)
        self.qualifier = nn.Sequential(
            nn.Linear(3 * hidden, hidden), nn.GELU(), nn.Linear(hidden, sizes.qualifiers + 1)
        )
        self.answers = nn.Linear(hidden, 1)
        self.answer = Pointer(hidden)
        self.proves = nn.Linear(hidden, 1)

    def tokens(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The vector of each token, shape (texts, tokens, hidden)."""
        vectors: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return vectors.float()

    def entities(self, tokens: torch.Tensor, mentions: "Mentions") -> torch.Tensor:
        """The vector of each entity of one text, shape (entities, hidden)."""
        ends = torch.cat([tokens[mentions.first], tokens[mentions.last]], dim=-1)
        vectors = torch.tanh(self.mention(ends)).float()
        return vectors.masked_fill(mentions.missing.unsqueeze(-1), -torch.inf).logsumexp(1)

    def pairs(self, tokens: torch.Tensor, entities: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of each ordered pair, shape (entities, entities, 2 + relations), and what of the text it looks at.

        The second has shape (entities, entities, tokens) and adds up to 1.
        """
        keys = self.attended(tokens).T / tokens.shape[-1] ** 0.5
        from_head, from_tail = self.attend_head(entities) @ keys, self.attend_tail(entities) @ keys
        looks = (from_head.unsqueeze(1) + from_tail.unsqueeze(0)).softmax(-1)
        context = looks @ tokens
        count = len(entities)
        heads = torch.tanh(self.head(torch.cat([entities.unsqueeze(1).expand(-1, count, -1), context], -1)))
        tails = torch.tanh(self.tail(torch.cat([entities.unsqueeze(0).expand(count, -1, -1), context], -1)))
        shape = (count, count, _BLOCKS, -1)
        product = heads.reshape(shape).unsqueeze(-1) * tails.reshape(shape).unsqueeze(-2)
        return self.relation(product.flatten(2)), looks

    def qualifiers(
        self, tokens: torch.Tensor, entities: torch.Tensor, looks: torch.Tensor, facts: Sequence[Mention]
    ) -> torch.Tensor:
        """Scores of each entity as a qualifier of each fact (head, tail), shape (facts, entities, 1 + qualifiers)."""
        heads = torch.tensor([head for head, _ in facts], device=tokens.device)
        tails = torch.tensor([tail for _, tail in facts], device=tokens.device)
        context = looks[heads, tails] @ tokens
        stated = torch.cat([entities[heads] + entities[tails], context], -1)
        shape = (len(facts), len(entities), -1)
        both = torch.cat(
            [stated.unsqueeze(1).expand(*shape[:2], stated.shape[-1]), entities.unsqueeze(0).expand(shape)],
            -1,
        )
        scores: torch.Tensor = self.qualifier(both)
        return scores

    def merge(self) -> None:
        """Bring the low-rank changes into the weights: the same results in less time."""
        for module in list(self.encoder.encoder.modules()):
            for name, layer in list(module.named_children()):
                if isinstance(layer, LowRank):
                    setattr(module, name, layer.merged())
