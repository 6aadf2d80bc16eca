from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MentionPlace")


@_attrs_define
class MentionPlace:
    """Where a mention begins: in which chunk, at which of its characters.

    Attributes:
        chunk_id (str):
        start (int):
    """

    chunk_id: str
    start: int

    def to_dict(self) -> dict[str, Any]:
        chunk_id = self.chunk_id

        start = self.start

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "chunk_id": chunk_id,
                "start": start,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        chunk_id = d.pop("chunk_id")

        start = d.pop("start")

        mention_place = cls(
            chunk_id=chunk_id,
            start=start,
        )

        return mention_place
