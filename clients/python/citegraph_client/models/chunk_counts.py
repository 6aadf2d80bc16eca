from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChunkCounts")


@_attrs_define
class ChunkCounts:
    """Chunks of one pass; done + failed + pending is always total.

    Attributes:
        total (int | Unset):  Default: 0.
        done (int | Unset):  Default: 0.
        failed (int | Unset):  Default: 0.
        pending (int | Unset):  Default: 0.
    """

    total: int | Unset = 0
    done: int | Unset = 0
    failed: int | Unset = 0
    pending: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        done = self.done

        failed = self.failed

        pending = self.pending

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if total is not UNSET:
            field_dict["total"] = total
        if done is not UNSET:
            field_dict["done"] = done
        if failed is not UNSET:
            field_dict["failed"] = failed
        if pending is not UNSET:
            field_dict["pending"] = pending

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        total = d.pop("total", UNSET)

        done = d.pop("done", UNSET)

        failed = d.pop("failed", UNSET)

        pending = d.pop("pending", UNSET)

        chunk_counts = cls(
            total=total,
            done=done,
            failed=failed,
            pending=pending,
        )

        return chunk_counts
