"""How far a stored document is."""

from schemas.value import Value


class StoredDocument(Value):
    """What was written for a document, whether all of it was, and whether it is visible."""

    id: str
    record_sha256: str
    visible: bool
    complete: bool
