"""An entry of the ledger of decisions."""

from datetime import datetime
from typing import Literal

from schemas.entity import Entity
from schemas.value import Value


class Decision(Value):
    """Who decided what about which entities, why, and whether it still holds (`undone_at` is None).

    For a merge, the entity `source_origin` became part of `target_origin` (ids before any merge).
    """

    id: str
    kind: Literal["merge"]
    source_origin: str
    target_origin: str
    reason: str
    score: float
    decided_by: str
    at: datetime
    undone_at: datetime | None = None


class DecisionOutcome(Value):
    """A decision with the entities it is about, as they are after it: one after a merge, both after its undoing.

    With `dry_run` it is what would be, and nothing was changed or kept.
    """

    decision: Decision
    entities: tuple[Entity, ...]
    dry_run: bool
