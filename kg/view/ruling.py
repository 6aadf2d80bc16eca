"""What persons decided about names and statements, beside merges."""

from collections.abc import Iterable
from datetime import datetime

from kg.view.resolution import Resolution
from schemas.graph import DecisionKind
from schemas.value import Value

STATEMENT_KINDS: frozenset[DecisionKind] = frozenset({"reject", "accept suggestion", "reject suggestion"})
"""Decisions on statements: they tie no entities to one another."""


class Ruling(Value):
    """A decision of a person other than a merge; see `Decision` for what the fields mean. Ids are those before any merge.

    Of a `symmetric` statement head and tail may change places.
    """

    id: str
    kind: DecisionKind
    source: str
    target: str
    relation: str | None
    value: str | None
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    mentions: tuple[str, ...]
    mention_sources: tuple[str, ...]
    at: datetime
    undone: bool
    symmetric: bool
    qualifiers: tuple[str, ...]

    @property
    def ends(self) -> frozenset[str]:
        """All ids that it is about."""
        return frozenset((self.source, self.target, *self.origins))

    @property
    def apart(self) -> list[tuple[str, str]]:
        """The pairs that are two things while it is in force: said to be so, or split."""
        if self.undone:
            return []
        if self.kind == "separate":
            return [(self.source, self.target)]
        return [(origin, self.target) for origin in self.origins]


def chosen_types(rulings: Iterable[Ruling], resolution: Resolution) -> dict[str, str]:
    """The type that persons gave entities."""
    return _chosen([(one.source, one) for one in rulings if one.kind == "retype"], resolution)


def chosen_names(rulings: Iterable[Ruling], resolution: Resolution) -> dict[str, str]:
    """The name that persons gave entities, when they renamed them or split them off."""
    given = [(one.source, one) for one in rulings if one.kind == "rename"]
    given += [(one.target, one) for one in rulings if one.kind == "split" and one.value is not None]
    return _chosen(given, resolution)


def _chosen(given: Iterable[tuple[str, Ruling]], resolution: Resolution) -> dict[str, str]:
    # As with the names in the texts: what was said of one that was merged away counts only where nothing else was.
    standing = sorted(
        ((origin, one) for origin, one in given if not one.undone),
        key=lambda pair: (pair[0] not in resolution.nameless, pair[1].at, pair[1].id),
    )
    return {resolution.entity_of(origin): one.value or "" for origin, one in standing}
