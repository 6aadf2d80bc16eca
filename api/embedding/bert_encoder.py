"""The encoder of BERT (Devlin et al. 2018, arXiv 1810.04805), with the names of its weights as they are published.

The library transformers has it too; to import that one takes five seconds and 200 MiB.
"""

from typing import NamedTuple

import torch
from torch import nn

_ROWS_AT_ONCE = 32
"""PyTorch keeps a program of its own for each number of rows that it has multiplied: half a gigabyte without this."""


class EncoderConfig(NamedTuple):
    """The sizes of an encoder."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


class Encoded(NamedTuple):
    """What the last layer gives, shape (texts, tokens, hidden size)."""

    last_hidden_state: torch.Tensor


class BertEncoder(nn.Module):
    """The layers of BERT, without a pooler; `words` gives the vectors of token ids."""

    def __init__(self, config: EncoderConfig, words: nn.Module) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config, words)
        self.encoder = _Layers(config)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Encoded:
        """Both of shape (texts, tokens): the ids, and 1 where there is a token, 0 where there is padding.

        Only attention sees the padding; all else is computed of the tokens alone, so that short texts beside a long one cost
        what they cost by themselves. The rows of the result for padding are 0.
        """
        places = _Places(attention_mask)
        vectors = places.without_padding(self.embeddings(input_ids))
        return Encoded(places.with_padding(self.encoder(vectors, places)))


class _Places:
    """Where the tokens of some texts are, padded to one length."""

    def __init__(self, mask: torch.Tensor) -> None:
        self._shape = mask.shape
        self._tokens = None if bool(mask.all()) else mask.flatten().nonzero()[:, 0]
        if self._tokens is not None:
            self._taken = nn.functional.pad(self._tokens, (0, -len(self._tokens) % _ROWS_AT_ONCE))
        self.seen = None if self._tokens is None else mask[:, None, None, :].bool()
        """What attention may look at; None for all of it, which is quicker."""

    def with_padding(self, rows: torch.Tensor) -> torch.Tensor:
        """Rows of the tokens, shape (tokens, size), as (texts, most tokens, size)."""
        if self._tokens is not None:
            of_tokens = rows[: len(self._tokens)]
            rows = rows.new_zeros(self._shape.numel(), rows.shape[1]).index_copy(0, self._tokens, of_tokens)
        return rows.reshape(*self._shape, rows.shape[1])

    def without_padding(self, vectors: torch.Tensor) -> torch.Tensor:
        """Vectors of shape (texts, most tokens, size) as rows, those of the tokens only, and a few without meaning behind them."""
        rows = vectors.flatten(0, 1)
        return rows if self._tokens is None else rows.index_select(0, self._taken)


class _Embeddings(nn.Module):
    def __init__(self, config: EncoderConfig, words: nn.Module) -> None:
        super().__init__()
        self.word_embeddings = words
        self.position_embeddings = _Rows(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = _Rows(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        vectors = self.word_embeddings(ids) + self.token_type_embeddings.weight[0]
        vectors = vectors + self.position_embeddings.weight[: ids.shape[1]]
        out: torch.Tensor = self.LayerNorm(vectors)
        return out


class _Rows(nn.Module):
    """A vector for each number. To make an `nn.Embedding` without memory imports half of PyTorch: four seconds."""

    def __init__(self, rows: int, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(rows, size))


class _Layers(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))

    def forward(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        for layer in self.layer:
            rows = layer(rows, places)
        return rows


class _Layer(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        size, inner = config.hidden_size, config.intermediate_size
        self._heads = config.num_attention_heads
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict({name: nn.Linear(size, size) for name in ("query", "key", "value")}),
                "output": _Added(size, size, config.layer_norm_eps),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(size, inner)})
        self.output = _Added(inner, size, config.layer_norm_eps)

    def forward(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        query, key, value = (
            self._by_head(places.with_padding(part(rows)))
            for part in self.attention["self"].values()  # type: ignore[operator]
        )
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, places.seen)
        mixed = places.without_padding(mixed.transpose(1, 2).flatten(2))
        rows = self.attention["output"](mixed, rows)
        out: torch.Tensor = self.output(nn.functional.gelu(self.intermediate["dense"](rows)), rows)
        return out

    def _by_head(self, vectors: torch.Tensor) -> torch.Tensor:
        texts, tokens, size = vectors.shape
        return vectors.reshape(texts, tokens, self._heads, size // self._heads).transpose(1, 2)


class _Added(nn.Module):
    """A linear layer whose result is added to what was there before."""

    def __init__(self, inner: int, size: int, epsilon: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, size)
        self.LayerNorm = nn.LayerNorm(size, eps=epsilon)

    def forward(self, rows: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.LayerNorm(self.dense(rows) + before)
        return out
