"""Says whether texts answer a question, by a small trained network."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from api.settings import EmbeddingPrecision

if TYPE_CHECKING:
    from api.embedding.answer_network import AnswerNetwork

_AT_ONCE = 8


class PackedAnswerReader:
    """The reader; loaded at the first use, once. Safe to call from several threads."""

    def __init__(self, precision: EmbeddingPrecision) -> None:
        self._precision = precision
        self._lock = threading.Lock()
        self._network: AnswerNetwork | None = None

    def judge(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The log-odds that each text answers the question, shape (len(texts),), float32.

        Raises:
            ConfigError: the packaged model is not installed or cannot be read.
        """
        scores = np.empty(len(texts), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        with self._lock:
            self._network = self._network or _loaded(self._precision)
            for start in range(0, len(order), _AT_ONCE):
                places = order[start : start + _AT_ONCE]
                scores[places] = self._network.scores(question, [texts[place] for place in places])
        return scores


def _loaded(precision: EmbeddingPrecision) -> "AnswerNetwork":
    from api.embedding.answer_network import read_answer_network

    return read_answer_network(precision)
