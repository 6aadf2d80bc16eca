"""A node whose text has no vector yet."""

from typing import Literal

from schemas.value import Value

EmbeddedKind = Literal["entity", "fact"]


class PendingEmbedding(Value):
    """An entity or fact to embed: the vector of `text` belongs on the node `id` of this `kind`."""

    id: str
    kind: EmbeddedKind
    text: str
