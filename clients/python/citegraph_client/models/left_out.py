from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LeftOut")


@_attrs_define
class LeftOut:
    """How much was extracted but left out of the graph for one reason, with a few examples.

    Attributes:
        reason (str):
        count (int):
        examples (list[str] | Unset):
    """

    reason: str
    count: int
    examples: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        count = self.count

        examples: list[str] | Unset = UNSET
        if not isinstance(self.examples, Unset):
            examples = self.examples

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "count": count,
            }
        )
        if examples is not UNSET:
            field_dict["examples"] = examples

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        count = d.pop("count")

        examples = cast(list[str], d.pop("examples", UNSET))

        left_out = cls(
            reason=reason,
            count=count,
            examples=examples,
        )

        return left_out
