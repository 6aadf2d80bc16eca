"""A question, ready to be searched for."""

from dataclasses import dataclass

from schemas.retrieval import Analysis, Link


@dataclass(frozen=True)
class SearchQuestion:
    """What the channels get: the analysis, its links, the question's vector, and where and how deep to look.

    `vector` has shape (dimensions,); `depth` is the most chunks a channel proposes; `document_ids` None: everywhere.
    """

    analysis: Analysis
    links: tuple[Link, ...]
    vector: tuple[float, ...]
    depth: int
    document_ids: tuple[str, ...] | None = None
