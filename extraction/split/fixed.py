"""Fixed-size windows: what the other strategies are compared with."""

from collections.abc import Iterator

from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all


def split_fixed(text: str, settings: SplitSettings) -> Iterator[Span]:
    """Windows of exactly `max_chars` that share `overlap_chars`, wherever that cuts; white space at the ends goes."""
    step = settings.max_chars - settings.overlap_chars
    windows = ((start, min(start + settings.max_chars, len(text))) for start in range(0, len(text), step))
    return trim_all(text, windows)
