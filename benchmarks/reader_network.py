"""The trained reader while it learns: the packaged encoder with changes of low rank in all its layers, and a layer behind it."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from api.embedding.answer_network import adapted_layers, padded, pair_tokens
from api.embedding.model_files import local_model
from api.embedding.packed_e5 import read_encoder, read_tokenizer
from api.settings import PACKAGED_EMBEDDING_MODEL

RANK = 32
_AT_ONCE = 256
Asked = tuple[str, str]
"""A question and a statement."""


class _LowRank(nn.Module):
    """A linear layer whose weights are changed by a product of two thin matrices; it computes with bfloat16."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        """Shape (..., out)."""
        weight = (self.base.weight + self.up @ self.down).to(torch.bfloat16)
        return nn.functional.linear(vectors.to(torch.bfloat16), weight, self.base.bias.to(torch.bfloat16))


class LearningNetwork:
    """The network; `device` is PyTorch's name of what it computes on."""

    def __init__(self, start: Path | None, device: str) -> None:
        file = local_model(PACKAGED_EMBEDDING_MODEL)
        if file is None:
            raise SystemExit(f"{PACKAGED_EMBEDDING_MODEL} is not installed")
        self._device = device
        self._tokenizer = read_tokenizer(file)
        self._encoder = read_encoder(file, torch.float32)
        for parameter in self._encoder.parameters():
            parameter.requires_grad_(False)
        self._changes: dict[str, _LowRank] = {}
        for name, layer in list(adapted_layers(self._encoder)):
            parent, _, own = name.rpartition(".")
            self._changes[name] = _LowRank(layer)
            setattr(self._encoder.get_submodule(parent), own, self._changes[name])
        self._head = nn.Linear(self._encoder.config.hidden_size, 1).to(device)
        if start is not None:
            self._load(load_file(start))
        self._encoder.to(device)
        self._ids: dict[Asked, list[int]] = {}

    @property
    def parameters(self) -> list[nn.Parameter]:
        """All that learns."""
        changes = [weight for changed in self._changes.values() for weight in (changed.up, changed.down)]
        return [*self._head.parameters(), *changes]

    def save(self, file: Path) -> None:
        """Write the changes and the last layer, 16 bits each."""
        changes = {
            f"{name}.{part}": getattr(changed, part).detach()
            for name, changed in self._changes.items()
            for part in ("up", "down")
        }
        head = {"answers.weight": self._head.weight.detach(), "answers.bias": self._head.bias.detach()}
        save_file({name: value.half().cpu().contiguous() for name, value in (changes | head).items()}, file)

    def loss(self, asked: Sequence[Asked], answers: Sequence[float]) -> torch.Tensor:
        """Binary cross-entropy of what is said of these pairs."""
        with _computing(self._device):
            logits = self._logits(asked).float()
        wanted = torch.tensor(answers, device=self._device)
        return nn.functional.binary_cross_entropy_with_logits(logits, wanted)

    @torch.inference_mode()
    def scores(self, asked: Sequence[Asked]) -> NDArray[np.float32]:
        """The log-odds that each statement answers its question, shape (len(asked),), float32."""
        found = np.zeros(len(asked), dtype=np.float32)
        for places in self.batches(asked, _AT_ONCE, random.Random(1)):
            with _computing(self._device):
                found[places] = self._logits([asked[place] for place in places]).float().cpu().numpy()
        return found

    def batches(self, asked: Sequence[Asked], size: int, chance: random.Random) -> list[list[int]]:
        """Places in `asked`, those of like length together, the batches in any order."""
        lengths = [len(question) + len(told) for question, told in asked]
        order = sorted(range(len(asked)), key=lambda place: (lengths[place], chance.random()))
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        chance.shuffle(batches)
        return batches

    def _logits(self, asked: Sequence[Asked]) -> torch.Tensor:
        tokens, mask = padded([self._tokens(one) for one in asked])
        out = self._encoder(input_ids=tokens.to(self._device), attention_mask=mask.to(self._device))
        logits: torch.Tensor = self._head(out.last_hidden_state[:, 0])[:, 0]
        return logits

    def _tokens(self, asked: Asked) -> list[int]:
        if asked not in self._ids:
            self._ids[asked] = pair_tokens(self._tokenizer, *asked)
        return self._ids[asked]

    def _load(self, learnt: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, changed in self._changes.items():
                changed.up.copy_(learnt[f"{name}.up"])
                changed.down.copy_(learnt[f"{name}.down"])
            self._head.weight.copy_(learnt["answers.weight"])
            self._head.bias.copy_(learnt["answers.bias"])


@contextmanager
def _computing(device: str) -> Iterator[None]:
    """With 16 bits. On a processor PyTorch's kernel for long texts is slower here, backwards above all."""
    with torch.autocast(device, torch.bfloat16):
        if device == "cpu":
            with sdpa_kernel(SDPBackend.MATH):
                yield
        else:
            yield


def write_mean(files: Sequence[Path], out: Path) -> None:
    """The mean of what several weights change, again of low rank: what is beyond it is some tenth of a percent."""
    learnt = [load_file(file) for file in files]
    mean = {
        name: torch.stack([each[name].float() for each in learnt]).mean(0).half()
        for name in ("answers.weight", "answers.bias")
    }
    for name in (key.removesuffix(".up") for key in learnt[0] if key.endswith(".up")):
        changes = [each[f"{name}.up"].float() @ each[f"{name}.down"].float() for each in learnt]
        left, values, right = torch.linalg.svd(torch.stack(changes).mean(0), full_matrices=False)
        root = values[:RANK].sqrt()
        mean[f"{name}.up"] = (left[:, :RANK] * root).half().contiguous()
        mean[f"{name}.down"] = (root[:, None] * right[:RANK]).half().contiguous()
    save_file(mean, out)
