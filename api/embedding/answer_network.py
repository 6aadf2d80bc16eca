"""The network that says whether a text answers a question: the packaged E5 encoder with changes that were learnt for it.

The changes are of low rank (Hu et al., LoRA, arXiv 2106.09685) and kept apart from the encoder, in a file of ours that
`python -m benchmarks.answer_reader` writes; a linear layer on the first token gives the log-odds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

from api.embedding.model_files import computes_with_half, local_model
from api.embedding.packed_e5 import read_encoder, read_tokenizer
from api.settings import PACKAGED_EMBEDDING_MODEL, EmbeddingPrecision
from schemas.errors import ConfigError

WEIGHTS = Path(__file__).with_name("answer_reader.safetensors")
_ADAPTED = re.compile(r"\.(?:query|key|value|dense)$")
_MOST_TOKENS = 256


class AnswerNetwork:
    """The encoder with the changes in its weights, and the layer behind it."""

    def __init__(self, tokenizer: Tokenizer, encoder: nn.Module, head: Mapping[str, torch.Tensor]) -> None:
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._weight, self._bias = head["answers.weight"].float(), head["answers.bias"].float()

    @torch.inference_mode()
    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The log-odds that each text answers the question, shape (len(texts),), float32."""
        ids, mask = padded([pair_tokens(self._tokenizer, question, text) for text in texts])
        vectors = self._encoder(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0].float()
        found: NDArray[np.float32] = nn.functional.linear(vectors, self._weight, self._bias)[:, 0].numpy()
        return found


def pair_tokens(tokenizer: Tokenizer, question: str, text: str) -> list[int]:
    """The tokens of the question and of the text behind it; what is too long is left out."""
    asked = tokenizer.encode(f"query: {question}").ids
    told = tokenizer.encode(f"passage: {text}").ids[1:]
    return [*asked, *told][:_MOST_TOKENS]


def padded(tokens: Sequence[Sequence[int]], *, padding: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and which of them are there, shape (texts, most tokens) each."""
    most = max(map(len, tokens))
    ids = torch.tensor([[*one, *[padding] * (most - len(one))] for one in tokens])
    mask = torch.tensor([[1] * len(one) + [0] * (most - len(one)) for one in tokens])
    return ids, mask


def adapted_layers(encoder: nn.Module) -> Iterator[tuple[str, nn.Linear]]:
    """The layers that are changed, by name."""
    for name, layer in encoder.named_modules():
        if isinstance(layer, nn.Linear) and _ADAPTED.search(name):
            yield name, layer


def read_answer_network(precision: EmbeddingPrecision) -> AnswerNetwork:
    """The network with the weights of `WEIGHTS`.

    Raises:
        ConfigError: the packaged model is not installed or cannot be read.
    """
    file = local_model(PACKAGED_EMBEDDING_MODEL)
    if file is None:
        raise ConfigError(f"{PACKAGED_EMBEDDING_MODEL} is not installed", remedy="Run `make setup`.")
    dtype = torch.bfloat16 if computes_with_half(precision) else torch.float32
    encoder = read_encoder(file, dtype)
    learnt = load_file(WEIGHTS)
    with torch.inference_mode():
        for name, layer in adapted_layers(encoder):
            change = learnt[f"{name}.up"].float() @ learnt[f"{name}.down"].float()
            layer.weight = nn.Parameter((layer.weight + change).to(dtype), requires_grad=False)
    encoder.run_as_one_soon()
    return AnswerNetwork(read_tokenizer(file), encoder, learnt)
