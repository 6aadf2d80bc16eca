"""Embedders without a model."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from schemas.ports import Vectors


class FakeEmbedder:
    """Adds up one fixed random direction per word, so that texts that share words are near each other.

    Deterministic between runs and machines. A text without words gets a direction of its own.
    """

    def __init__(self, dimensions: int = 8) -> None:
        self._dimensions = dimensions

    @property
    def model(self) -> str:
        return "fake"

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            words = text.casefold().split() or [f"\x00{text}"]
            total = np.sum([self._direction(word) for word in words], axis=0)
            vectors[row] = total / np.linalg.norm(total)
        return vectors

    def _direction(self, word: str) -> Vectors:
        seed = int.from_bytes(sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self._dimensions).astype(np.float32)


class TopicEmbedder:
    """Unit vectors that say only which of the given words a text holds."""

    def __init__(self, *topics: str) -> None:
        self._topics = topics

    @property
    def model(self) -> str:
        return "topics"

    @property
    def dimensions(self) -> int:
        return len(self._topics) + 1

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = [[*(float(text.count(topic)) for topic in self._topics), 0.01] for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
