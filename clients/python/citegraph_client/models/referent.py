from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Referent")


@_attrs_define
class Referent:
    """What a question or an answer names, in the words `surface`; a later question may mean it by a pronoun.

    `entity_id` and `type` are empty where it is no entity of the graph.

        Attributes:
            entity_id (str):
            name (str):
            type_ (str):
            surface (str | Unset):  Default: ''.
    """

    entity_id: str
    name: str
    type_: str
    surface: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        entity_id = self.entity_id

        name = self.name

        type_ = self.type_

        surface = self.surface

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entity_id": entity_id,
                "name": name,
                "type": type_,
            }
        )
        if surface is not UNSET:
            field_dict["surface"] = surface

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        entity_id = d.pop("entity_id")

        name = d.pop("name")

        type_ = d.pop("type")

        surface = d.pop("surface", UNSET)

        referent = cls(
            entity_id=entity_id,
            name=name,
            type_=type_,
            surface=surface,
        )

        return referent
