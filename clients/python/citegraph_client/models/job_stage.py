from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobStage")


@_attrs_define
class JobStage:
    """Where a running job is: `done` of the `total` units of the stage `name`, such as pages of a scan or chunks of the
    strict pass.

        Attributes:
            name (str):
            done (int | Unset):  Default: 0.
            total (int | Unset):  Default: 0.
    """

    name: str
    done: int | Unset = 0
    total: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        done = self.done

        total = self.total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if done is not UNSET:
            field_dict["done"] = done
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        done = d.pop("done", UNSET)

        total = d.pop("total", UNSET)

        job_stage = cls(
            name=name,
            done=done,
            total=total,
        )

        return job_stage
