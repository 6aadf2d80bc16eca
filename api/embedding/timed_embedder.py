"""An embedder whose work is measured."""

import time
from collections.abc import Sequence

from schemas.ports import Embedder, Vectors


class TimedEmbedder:
    """An embedder, and how long it took for how many texts."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.texts = 0
        self.seconds = 0.0

    @property
    def model(self) -> str:
        """That of the embedder."""
        return self._embedder.model

    @property
    def dimensions(self) -> int:
        """Those of the embedder."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """What the embedder gives."""
        started = time.perf_counter()
        vectors = self._embedder.embed(texts)
        self.seconds += time.perf_counter() - started
        self.texts += len(texts)
        return vectors
