from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RelationMerge")


@_attrs_define
class RelationMerge:
    """An open relation that means another one; `inverted`: with head and tail exchanged. `kept`: the other is open, too.

    Attributes:
        before (str):
        after (str):
        inverted (bool | Unset):  Default: False.
        kept (bool | Unset):  Default: False.
    """

    before: str
    after: str
    inverted: bool | Unset = False
    kept: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        before = self.before

        after = self.after

        inverted = self.inverted

        kept = self.kept

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "before": before,
                "after": after,
            }
        )
        if inverted is not UNSET:
            field_dict["inverted"] = inverted
        if kept is not UNSET:
            field_dict["kept"] = kept

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        before = d.pop("before")

        after = d.pop("after")

        inverted = d.pop("inverted", UNSET)

        kept = d.pop("kept", UNSET)

        relation_merge = cls(
            before=before,
            after=after,
            inverted=inverted,
            kept=kept,
        )

        return relation_merge
