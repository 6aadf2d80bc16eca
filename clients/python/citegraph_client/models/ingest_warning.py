from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="IngestWarning")


@_attrs_define
class IngestWarning:
    """A loss or a repair that did not stop an ingest: what kind, where, how often, and what to do about it.

    `place` is readable, such as a document's source with a page; `kind` is short and always the same for the same
    thing.

        Attributes:
            kind (str):
            place (str | Unset):  Default: ''.
            count (int | Unset):  Default: 1.
            remedy (str | Unset):  Default: ''.
    """

    kind: str
    place: str | Unset = ""
    count: int | Unset = 1
    remedy: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        place = self.place

        count = self.count

        remedy = self.remedy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if place is not UNSET:
            field_dict["place"] = place
        if count is not UNSET:
            field_dict["count"] = count
        if remedy is not UNSET:
            field_dict["remedy"] = remedy

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = d.pop("kind")

        place = d.pop("place", UNSET)

        count = d.pop("count", UNSET)

        remedy = d.pop("remedy", UNSET)

        ingest_warning = cls(
            kind=kind,
            place=place,
            count=count,
            remedy=remedy,
        )

        return ingest_warning
