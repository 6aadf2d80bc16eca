from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Judgement")


@_attrs_define
class Judgement:
    """A statement, what a person says of it, and why; head and tail by id or exact name.

    Attributes:
        head (str):
        relation (str):
        tail (str):
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
    """

    head: str
    relation: str
    tail: str
    reason: str | Unset = ""
    decided_by: str | Unset = "API"

    def to_dict(self) -> dict[str, Any]:
        head = self.head

        relation = self.relation

        tail = self.tail

        reason = self.reason

        decided_by = self.decided_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "head": head,
                "relation": relation,
                "tail": tail,
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
        head = d.pop("head")

        relation = d.pop("relation")

        tail = d.pop("tail")

        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        judgement = cls(
            head=head,
            relation=relation,
            tail=tail,
            reason=reason,
            decided_by=decided_by,
        )

        return judgement
