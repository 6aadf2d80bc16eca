"""What went in otherwise than one might expect."""

from schemas.value import Value


class IngestWarning(Value):
    """A loss or a repair that did not stop an ingest: what kind, where, how often, and what to do about it.

    `place` is readable, such as a document's source with a page; `kind` is short and always the same for the same thing.
    """

    kind: str
    place: str = ""
    count: int = 1
    remedy: str = ""
