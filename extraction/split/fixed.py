"""Fixed-size windows: what the other strategies are compared with."""

from collections.abc import Iterator

from extraction.split.spans import Span
from extraction.split.task import SplitTask


class FixedSplitter:
    """Windows of exactly `max_chars` that share `overlap_chars`, wherever that cuts."""

    name = "fixed"

    def split(self, task: SplitTask) -> Iterator[Span]:
        """The windows, one after the other."""
        length, size = len(task.text), task.sizes.max_chars
        for start in range(0, length, size - task.sizes.overlap_chars):
            yield start, min(start + size, length)
