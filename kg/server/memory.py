"""How much memory a server may take on this machine."""

from pathlib import Path

import psutil

from schemas.value import Value

_MIB = 1024 * 1024
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
_HEAP_MB = (512, 1024)
_PAGE_CACHE_MB = (128, 512)


class MemorySizes(Value):
    """What one server gets; one transaction may use half of the heap, so that it cannot exhaust it."""

    heap_mb: int
    page_cache_mb: int

    @property
    def transaction_mb(self) -> int:
        """The bound for a single transaction."""
        return self.heap_mb // 2


def size_memory(machine_mb: int, *, heap_mb: int | None = None) -> MemorySizes:
    """A modest share of the machine: the embedding model and its user need the rest."""
    return MemorySizes(
        heap_mb=heap_mb or _clamp(machine_mb // 16, _HEAP_MB),
        page_cache_mb=_clamp(machine_mb // 32, _PAGE_CACHE_MB),
    )


def machine_memory_mb() -> int:
    """The memory of this machine, or of the container where that is less."""
    total = psutil.virtual_memory().total
    try:
        limit = _CONTAINER_LIMIT.read_text().strip()
    except OSError:
        limit = "max"
    return (min(total, int(limit)) if limit.isdecimal() else total) // _MIB


def _clamp(value: int, bounds: tuple[int, int]) -> int:
    low, high = bounds
    return max(low, min(high, value))
