from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Merge")


@_attrs_define
class Merge:
    """Which entity is the same thing as which other, each by its id or exact name.

    Attributes:
        source (str): The entity that goes into the other.
        target (str): The entity that stays, with its name.
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
    """

    source: str
    target: str
    reason: str | Unset = ""
    decided_by: str | Unset = "API"

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        target = self.target

        reason = self.reason

        decided_by = self.decided_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "target": target,
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
        source = d.pop("source")

        target = d.pop("target")

        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        merge = cls(
            source=source,
            target=target,
            reason=reason,
            decided_by=decided_by,
        )

        return merge
