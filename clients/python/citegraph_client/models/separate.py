from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Separate")


@_attrs_define
class Separate:
    """Which two are different things: entities, or two names that were put together as one.

    Attributes:
        entity (str): An entity by id or exact name.
        other (str): An entity by id or exact name.
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
    """

    entity: str
    other: str
    reason: str | Unset = ""
    decided_by: str | Unset = "API"

    def to_dict(self) -> dict[str, Any]:
        entity = self.entity

        other = self.other

        reason = self.reason

        decided_by = self.decided_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entity": entity,
                "other": other,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        entity = d.pop("entity")

        other = d.pop("other")

        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        separate = cls(
            entity=entity,
            other=other,
            reason=reason,
            decided_by=decided_by,
        )

        return separate
