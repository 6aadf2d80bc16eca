"""What a deletion takes away."""

from schemas.value import Value


class Removal(Value):
    """What goes (or would go, in a dry run) with a document; names are readable, counts are exact."""

    document_id: str
    title: str
    chunks: int
    mentions: int
    evidence: int
    entities: tuple[str, ...]
    facts: tuple[str, ...]
    dry_run: bool
