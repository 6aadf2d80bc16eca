"""The encoder of BERT (Devlin et al. 2018, arXiv 1810.04805), with the names of its weights as they are published.

The library transformers has it too; to import that one takes five seconds and 200 MiB.
"""

import warnings
from typing import NamedTuple

import torch
from torch import nn

_ROWS_AT_ONCE = 32
"""PyTorch keeps a program of its own for each number of rows that it has multiplied: half a gigabyte without this."""

_RUNS_BEFORE_ONE = 32


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
        self.encoder: nn.Module = _Layers(config)
        self._runs_before_one: int | None = None

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Encoded:
        """Both of shape (texts, tokens): the ids, and 1 where there is a token, 0 where there is padding.

        Only attention sees the padding; all else is computed of the tokens alone, so that short texts beside a long one cost
        what they cost by themselves. The rows of the result for padding are 0.
        """
        left = self._runs_before_one  # another thread may change it meanwhile
        if left is not None:
            self._runs_before_one = left - 1
            if left <= 1:
                self.run_as_one()
        return Encoded(self.encoder(self.embeddings(input_ids), attention_mask))

    def run_as_one_soon(self) -> None:
        """Do `run_as_one` after some runs: it takes a second, which a command with one question is without."""
        self._runs_before_one = _RUNS_BEFORE_ONE

    def run_as_one(self) -> None:
        """Have the layers computed in one call from now on, with the weights as they are: no longer to be trained.

        Between two operations PyTorch gives Python's lock back, and gets it again once another thread that computes has had
        it for five milliseconds. Of a few hundred operations that makes seconds; TorchScript keeps out of it.
        """
        self._runs_before_one = None
        if isinstance(self.encoder, torch.jit.ScriptModule):
            return
        self.train(mode=False)
        with warnings.catch_warnings():
            # "torch.compile", which it names in place of this, needs a compiler on the machine that runs it.
            warnings.simplefilter("ignore", FutureWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            self.encoder = torch.jit.freeze(torch.jit.script(self.encoder))


class _Places(NamedTuple):
    """Where the tokens of some texts are, padded to one length.

    `tokens` are their rows among all, `taken` the same and a few more; both are None where there is no padding. `seen` is
    what attention may look at, None for all of it, which is quicker.
    """

    texts: int
    length: int
    tokens: torch.Tensor | None
    taken: torch.Tensor | None
    seen: torch.Tensor | None


def _places(mask: torch.Tensor, rows_at_once: int = _ROWS_AT_ONCE) -> _Places:
    if bool(mask.all()):
        return _Places(mask.size(0), mask.size(1), None, None, None)
    tokens = mask.flatten().nonzero()[:, 0]
    taken = nn.functional.pad(tokens, [0, -tokens.size(0) % rows_at_once])
    return _Places(mask.size(0), mask.size(1), tokens, taken, mask[:, None, None, :].to(torch.bool))


def _with_padding(rows: torch.Tensor, places: _Places) -> torch.Tensor:
    """Rows of the tokens, shape (tokens, size), as (texts, most tokens, size)."""
    tokens = places.tokens
    if tokens is not None:
        empty = rows.new_zeros([places.texts * places.length, rows.size(1)])
        rows = empty.index_copy(0, tokens, rows[: tokens.size(0)])
    return rows.reshape(places.texts, places.length, rows.size(1))


def _without_padding(vectors: torch.Tensor, places: _Places) -> torch.Tensor:
    """Vectors of shape (texts, most tokens, size) as rows, those of the tokens only, and a few without meaning behind them."""
    rows = vectors.flatten(0, 1)
    taken = places.taken
    return rows if taken is None else rows.index_select(0, taken)


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

    def forward(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        places = _places(mask)
        rows = _without_padding(vectors, places)
        for layer in self.layer:
            rows = layer(rows, places)
        return _with_padding(rows, places)


class _Layer(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        size, inner = config.hidden_size, config.intermediate_size
        self.attention = _Attention(config)
        self.intermediate = _Widened(size, inner)
        self.output = _Added(inner, size, config.layer_norm_eps)

    def forward(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        rows = self.attention(rows, places)
        out: torch.Tensor = self.output(self.intermediate(rows), rows)
        return out


class _Attention(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.self = _Mixed(config.hidden_size, config.num_attention_heads)
        self.output = _Added(config.hidden_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        out: torch.Tensor = self.output(self.self(rows, places), rows)
        return out


class _Mixed(nn.Module):
    """Each token's value mixed with those of the tokens that it looks at."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self._heads = heads
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)

    def forward(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        query = self._by_head(self.query(rows), places)
        key = self._by_head(self.key(rows), places)
        value = self._by_head(self.value(rows), places)
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, places.seen)
        return _without_padding(mixed.transpose(1, 2).flatten(2), places)

    def _by_head(self, rows: torch.Tensor, places: _Places) -> torch.Tensor:
        vectors = _with_padding(rows, places)
        texts, tokens, size = vectors.shape
        return vectors.reshape(texts, tokens, self._heads, size // self._heads).transpose(1, 2)


class _Widened(nn.Module):
    def __init__(self, size: int, inner: int) -> None:
        super().__init__()
        self.dense = nn.Linear(size, inner)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return nn.functional.gelu(self.dense(rows))


class _Added(nn.Module):
    """A linear layer whose result is added to what was there before."""

    def __init__(self, inner: int, size: int, epsilon: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, size)
        self.LayerNorm = nn.LayerNorm(size, eps=epsilon)

    def forward(self, rows: torch.Tensor, before: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.LayerNorm(self.dense(rows) + before)
        return out
