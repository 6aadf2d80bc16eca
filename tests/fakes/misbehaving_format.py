"""A format whose reader does what no reader should; in a module of its own, since reading processes import it."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.load.loaded_text import LoadedText


@dataclass(frozen=True)
class MisbehavingFormat:
    """Its name says what its reader does: crash, memory, compute or sleep."""

    name: str
    media_types: tuple[str, ...] = ("text/x-misbehaving",)
    suffixes: tuple[str, ...] = (".misbehaving",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Never returns."""
        if self.name == "crash":
            os.abort()
        if self.name == "memory":
            return [LoadedText(text="a" * 10**10)]
        while True:
            time.sleep(0.01 if self.name == "sleep" else 0)
