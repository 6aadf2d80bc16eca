"""How often the keys may call."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from schemas.api_key import ApiKey


class CallLimits:
    """Counts the calls of each key in this process within the last minute."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, key: ApiKey) -> int:
        """0 where the key may call now, and the call counts; else whole seconds until it may."""
        if key.per_minute is None:
            return 0
        limit = RateLimitItemPerMinute(key.per_minute)
        if self._limiter.hit(limit, key.id):
            return 0
        free_at = self._limiter.get_window_stats(limit, key.id).reset_time
        return max(1, math.ceil(free_at - time.time()))
