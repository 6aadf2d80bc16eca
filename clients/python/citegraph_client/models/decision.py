from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.decision_kind import DecisionKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """Who decided what about which entities or statement, why, and whether it still holds (`undone_at` is None).

    All ids are those before any merge.

    - `merge`: the entity `source_origin` became part of `target_origin`.
    - `separate`: the two are different things, so no rule ever joins them, be it through a third.
    - `split`: what is named `source_origin` in the documents of `sources`, or in the `mentions`, is another thing, the
    entity
      `target_origin`, called `value` if that is given.
    - `retype`, `rename`: the type or the name of `source_origin` is `value`; `target_origin` is the same.
    - `reject`: the statement with head `source_origin`, relation type `relation` and tail `target_origin` is not true
      under these `qualifiers` ("start: 1999").
    - `accept suggestion`, `reject suggestion`: what a person holds of the statement with this head, relation type and
    tail,
      which no document made. It is no fact: only documents make facts, and they do so whatever was held.

        Attributes:
            id (str):
            kind (DecisionKind):
            source_origin (str):
            target_origin (str):
            reason (str):
            score (float):
            decided_by (str):
            at (datetime.datetime):
            relation (None | str | Unset):
            value (None | str | Unset):
            sources (list[str] | Unset):
            mentions (list[str] | Unset):
            qualifiers (list[str] | Unset):
            undone_at (datetime.datetime | None | Unset):
    """

    id: str
    kind: DecisionKind
    source_origin: str
    target_origin: str
    reason: str
    score: float
    decided_by: str
    at: datetime.datetime
    relation: None | str | Unset = UNSET
    value: None | str | Unset = UNSET
    sources: list[str] | Unset = UNSET
    mentions: list[str] | Unset = UNSET
    qualifiers: list[str] | Unset = UNSET
    undone_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        source_origin = self.source_origin

        target_origin = self.target_origin

        reason = self.reason

        score = self.score

        decided_by = self.decided_by

        at = self.at.isoformat()

        relation: None | str | Unset
        if isinstance(self.relation, Unset):
            relation = UNSET
        else:
            relation = self.relation

        value: None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        sources: list[str] | Unset = UNSET
        if not isinstance(self.sources, Unset):
            sources = self.sources

        mentions: list[str] | Unset = UNSET
        if not isinstance(self.mentions, Unset):
            mentions = self.mentions

        qualifiers: list[str] | Unset = UNSET
        if not isinstance(self.qualifiers, Unset):
            qualifiers = self.qualifiers

        undone_at: None | str | Unset
        if isinstance(self.undone_at, Unset):
            undone_at = UNSET
        elif isinstance(self.undone_at, datetime.datetime):
            undone_at = self.undone_at.isoformat()
        else:
            undone_at = self.undone_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "source_origin": source_origin,
                "target_origin": target_origin,
                "reason": reason,
                "score": score,
                "decided_by": decided_by,
                "at": at,
            }
        )
        if relation is not UNSET:
            field_dict["relation"] = relation
        if value is not UNSET:
            field_dict["value"] = value
        if sources is not UNSET:
            field_dict["sources"] = sources
        if mentions is not UNSET:
            field_dict["mentions"] = mentions
        if qualifiers is not UNSET:
            field_dict["qualifiers"] = qualifiers
        if undone_at is not UNSET:
            field_dict["undone_at"] = undone_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        kind = DecisionKind(d.pop("kind"))

        source_origin = d.pop("source_origin")

        target_origin = d.pop("target_origin")

        reason = d.pop("reason")

        score = d.pop("score")

        decided_by = d.pop("decided_by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_relation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        relation = _parse_relation(d.pop("relation", UNSET))

        def _parse_value(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        sources = cast(list[str], d.pop("sources", UNSET))

        mentions = cast(list[str], d.pop("mentions", UNSET))

        qualifiers = cast(list[str], d.pop("qualifiers", UNSET))

        def _parse_undone_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                undone_at_type_0 = datetime.datetime.fromisoformat(data)

                return undone_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        undone_at = _parse_undone_at(d.pop("undone_at", UNSET))

        decision = cls(
            id=id,
            kind=kind,
            source_origin=source_origin,
            target_origin=target_origin,
            reason=reason,
            score=score,
            decided_by=decided_by,
            at=at,
            relation=relation,
            value=value,
            sources=sources,
            mentions=mentions,
            qualifiers=qualifiers,
            undone_at=undone_at,
        )

        return decision
