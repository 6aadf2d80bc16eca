from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Rename")


@_attrs_define
class Rename:
    """The name by which the entity is shown, and found.

    Attributes:
        entity (str): An entity by id or exact name.
        name (str):
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
    """

    entity: str
    name: str
    reason: str | Unset = ""
    decided_by: str | Unset = "API"

    def to_dict(self) -> dict[str, Any]:
        entity = self.entity

        name = self.name

        reason = self.reason

        decided_by = self.decided_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entity": entity,
                "name": name,
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

        name = d.pop("name")

        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        rename = cls(
            entity=entity,
            name=name,
            reason=reason,
            decided_by=decided_by,
        )

        return rename
