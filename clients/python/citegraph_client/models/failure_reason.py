from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FailureReason")


@_attrs_define
class FailureReason:
    """How many chunks failed for one reason.

    Attributes:
        reason (str):
        count (int):
    """

    reason: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        count = d.pop("count")

        failure_reason = cls(
            reason=reason,
            count=count,
        )

        return failure_reason
