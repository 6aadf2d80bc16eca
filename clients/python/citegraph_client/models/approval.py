from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Approval")


@_attrs_define
class Approval:
    """Which draft is approved, and by whom.

    Attributes:
        version (int):
        decided_by (str | Unset):  Default: 'API'.
        reason (str | Unset):  Default: ''.
    """

    version: int
    decided_by: str | Unset = "API"
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        decided_by = self.decided_by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
            }
        )
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = d.pop("version")

        decided_by = d.pop("decided_by", UNSET)

        reason = d.pop("reason", UNSET)

        approval = cls(
            version=version,
            decided_by=decided_by,
            reason=reason,
        )

        return approval
