"""Vectors by sentence-transformers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from api.embedding.model_files import Encode, load_model, local_model, stated_dimensions
from api.settings import EmbeddingPrecision
from schemas.ports import Vectors
from schemas.spans import call

_CHARACTERS_AT_ONCE = 2000
"""Padding included: four chunks of a paragraph, or a hundred names."""


class SentenceTransformerEmbedder:
    """Vectors by sentence-transformers on the CPU; the model is loaded at the first use, once.

    Safe to call from several threads: one thread does the work, batch after batch in the order they came. So a question
    waits for a batch of an ingest, not for its end. Texts of like length go together, and long ones in small batches: padded to
    the longest, they cost less, and what a batch needs stays in the processor's cache.
    """

    def __init__(self, model: str, *, batch_size: int, precision: EmbeddingPrecision) -> None:
        self._model = model
        self._batch_size = batch_size
        self._precision = precision
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="embedder")
        self._loaded: Encode | None = None
        self._dimensions = 0

    @property
    def model(self) -> str:
        """Name or folder, as configured; recorded in the graph."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Length of a vector; read from the model's folder where it is there, so that nothing is loaded for it.

        Raises:
            ConfigError: the model cannot be found or read.
        """
        if not self._dimensions:
            self._dimensions = stated_dimensions(local_model(self._model)) or self._load_dimensions()
        return self._dimensions

    def use(self, model: str) -> None:
        """Take another model from now on."""
        if model != self._model:
            self._model, self._loaded, self._dimensions = model, None, 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimensions), float32, unit length.

        Raises:
            ConfigError: the model cannot be found or read.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        notes = {"gen_ai.operation.name": "embeddings", "gen_ai.request.model": self._model}
        with call(f"embeddings {self._model}", {**notes, "citegraph.texts": len(texts)}):
            for places in _batches(texts, self._batch_size):
                batch = [texts[place] for place in places]
                vectors[places] = self._worker.submit(self._encode, batch).result()
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        rows = self._ready()(texts)
        # The model's own unit length is only as exact as the numbers that it computes with.
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def _load_dimensions(self) -> int:
        return int(self._worker.submit(self._encode, ["?"]).result().shape[1])

    def _ready(self) -> Encode:
        if self._loaded is None:
            self._loaded = load_model(self._model, self._precision)
        return self._loaded


def _batches(texts: Sequence[str], most: int) -> Iterator[list[int]]:
    """The places of the texts, short ones first, in batches of at most `most`."""
    batch: list[int] = []
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        if batch and (len(batch) == most or len(texts[place]) * (len(batch) + 1) > _CHARACTERS_AT_ONCE):
            yield batch
            batch = []
        batch.append(place)
    yield batch
