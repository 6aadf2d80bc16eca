"""Where the time of a question goes."""

import time


class Stopwatch:
    """Milliseconds of each stage since the one before."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._started = self._last = time.perf_counter()

    def note(self, stage: str) -> None:
        """The stage that just ended; a stage noted twice has the sum."""
        now = time.perf_counter()
        self.ms[stage] = self.ms.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    @property
    def total_ms(self) -> float:
        """Milliseconds since the start."""
        return (time.perf_counter() - self._started) * 1000
