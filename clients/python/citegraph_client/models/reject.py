from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Reject")


@_attrs_define
class Reject:
    """Why a fact is not true, and who says so.

    Attributes:
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
    """

    reason: str | Unset = ""
    decided_by: str | Unset = "API"

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        decided_by = self.decided_by

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if reason is not UNSET:
            field_dict["reason"] = reason
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        reject = cls(
            reason=reason,
            decided_by=decided_by,
        )

        return reject
