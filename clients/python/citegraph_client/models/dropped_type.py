from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.dropped_type_kind import DroppedTypeKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="DroppedType")


@_attrs_define
class DroppedType:
    """A type or pattern that the draft left out, and why; `examples` are sentences that state a pattern.

    Attributes:
        kind (DroppedTypeKind):
        name (str):
        count (int):
        reason (str):
        examples (list[str] | Unset):
    """

    kind: DroppedTypeKind
    name: str
    count: int
    reason: str
    examples: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        name = self.name

        count = self.count

        reason = self.reason

        examples: list[str] | Unset = UNSET
        if not isinstance(self.examples, Unset):
            examples = self.examples

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "count": count,
                "reason": reason,
            }
        )
        if examples is not UNSET:
            field_dict["examples"] = examples

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = DroppedTypeKind(d.pop("kind"))

        name = d.pop("name")

        count = d.pop("count")

        reason = d.pop("reason")

        examples = cast(list[str], d.pop("examples", UNSET))

        dropped_type = cls(
            kind=kind,
            name=name,
            count=count,
            reason=reason,
            examples=examples,
        )

        return dropped_type
