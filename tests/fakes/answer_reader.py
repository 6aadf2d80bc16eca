"""A trained reader whose opinion a test gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Opinion:
    """Sure of what has the word; of anything else it has `otherwise`, as log-odds."""

    word: str
    otherwise: float = -3.0

    def judge(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Log-odds of 6, or `otherwise`."""
        return np.array([6.0 if self.word in text else self.otherwise for text in texts], dtype=np.float32)
