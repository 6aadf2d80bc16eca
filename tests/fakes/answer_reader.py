"""A trained reader whose opinion a test gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Opinion:
    """Sure of what has the word, and that anything else does not answer."""

    word: str

    def judge(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Log-odds of 6 or -4."""
        return np.array([6.0 if self.word in text else -4.0 for text in texts], dtype=np.float32)
