from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Qualifier")


@_attrs_define
class Qualifier:
    """A circumstance of a statement.

    `name` is one of those that the vocabulary lists: "start", "place", "role". `value` are the words of the text, and
    `normal` is the same for two wordings of one thing: "1999-03-01" for "March 1, 1999" (empty: not worked out yet).

        Attributes:
            name (str):
            value (str):
            normal (str | Unset):  Default: ''.
    """

    name: str
    value: str
    normal: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        value = self.value

        normal = self.normal

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "value": value,
            }
        )
        if normal is not UNSET:
            field_dict["normal"] = normal

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        value = d.pop("value")

        normal = d.pop("normal", UNSET)

        qualifier = cls(
            name=name,
            value=value,
            normal=normal,
        )

        return qualifier
