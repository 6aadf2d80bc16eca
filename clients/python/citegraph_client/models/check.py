from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Check")


@_attrs_define
class Check:
    """One thing that has to be there, and what to do where it is not.

    Attributes:
        name (str):
        ok (bool):
        message (str | Unset):  Default: ''.
        remedy (str | Unset):  Default: ''.
    """

    name: str
    ok: bool
    message: str | Unset = ""
    remedy: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        ok = self.ok

        message = self.message

        remedy = self.remedy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "ok": ok,
            }
        )
        if message is not UNSET:
            field_dict["message"] = message
        if remedy is not UNSET:
            field_dict["remedy"] = remedy

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        ok = d.pop("ok")

        message = d.pop("message", UNSET)

        remedy = d.pop("remedy", UNSET)

        check = cls(
            name=name,
            ok=ok,
            message=message,
            remedy=remedy,
        )

        return check
