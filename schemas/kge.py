"""The knowledge-graph embedding, as the rest of the program sees it."""

from datetime import datetime

from schemas.value import Value


class KgeModel(Value):
    """A trained link predictor. `metrics` holds validation MRR and hits@10 of it and of the degree baseline."""

    version: int
    model: str
    graph_version: int
    metrics: dict[str, float]
    path: str
    trained_at: datetime
