from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TypeMerge")


@_attrs_define
class TypeMerge:
    """An open entity type that means one of the vocabulary, or a kind of it.

    Attributes:
        before (str):
        after (str):
    """

    before: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        before = self.before

        after = self.after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "before": before,
                "after": after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        before = d.pop("before")

        after = d.pop("after")

        type_merge = cls(
            before=before,
            after=after,
        )

        return type_merge
