"""How pages are drawn."""

from pydantic import Field

from schemas.value import Value

COARSEST_DPI, FINEST_DPI = 36, 300


class PageImageSettings(Value):
    """How finely pages are drawn with the cited words marked, and what that may cost.

    A page has `dpi` dots per inch where nothing else is asked for, and `max_pixels` at the most: a larger one is drawn less
    finely. `at_once` pages are drawn at the same time, by the processes that read files, and `max_waiting` wait for that; one
    more is answered with 503 and `Retry-After`. `cache_bytes` of drawn pages are kept in the data folder; 0 keeps none.
    """

    dpi: int = Field(default=110, ge=COARSEST_DPI, le=FINEST_DPI)
    max_pixels: int = Field(default=4_000_000, ge=100_000, le=50_000_000)
    at_once: int = Field(default=2, ge=1, le=32)
    max_waiting: int = Field(default=50, ge=0)
    cache_bytes: int = Field(default=500_000_000, ge=0)
