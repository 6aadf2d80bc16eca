"""What went in otherwise than one might expect."""

from schemas.value import Value

REFUSED = "file refused"
"""The kind of a warning about a file that did not go in; its remedy says why."""


class IngestWarning(Value):
    """A loss or a repair that did not stop an ingest: what kind, where, how often, and what to do about it.

    `place` is readable, such as a document's source with a page; `kind` is short and always the same for the same thing.
    """

    kind: str
    place: str = ""
    count: int = 1
    remedy: str = ""

    def within(self, source: str) -> "IngestWarning":
        """The same warning about a place in the document of this source, for those who see several documents."""
        return self.model_copy(update={"place": f"{source}, {self.place}" if self.place else source})
