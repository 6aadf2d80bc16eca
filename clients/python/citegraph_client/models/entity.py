from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Entity")


@_attrs_define
class Entity:
    """One real thing, called by its most frequent surface form; `aliases` are all surface forms, sorted.

    Where a person merged two entities, the name is that of the one that was kept. `told_by` says what tells it from
    other
    things of its name, by what the documents say: "Film", "born 1871", "in US.AL"; None where it is the only one.

        Attributes:
            id (str):
            name (str):
            type_ (str):
            key (str):
            aliases (list[str] | Unset):
            mentions (int | Unset):  Default: 0.
            told_by (None | str | Unset):
    """

    id: str
    name: str
    type_: str
    key: str
    aliases: list[str] | Unset = UNSET
    mentions: int | Unset = 0
    told_by: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        type_ = self.type_

        key = self.key

        aliases: list[str] | Unset = UNSET
        if not isinstance(self.aliases, Unset):
            aliases = self.aliases

        mentions = self.mentions

        told_by: None | str | Unset
        if isinstance(self.told_by, Unset):
            told_by = UNSET
        else:
            told_by = self.told_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "type": type_,
                "key": key,
            }
        )
        if aliases is not UNSET:
            field_dict["aliases"] = aliases
        if mentions is not UNSET:
            field_dict["mentions"] = mentions
        if told_by is not UNSET:
            field_dict["told_by"] = told_by

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        type_ = d.pop("type")

        key = d.pop("key")

        aliases = cast(list[str], d.pop("aliases", UNSET))

        mentions = d.pop("mentions", UNSET)

        def _parse_told_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        told_by = _parse_told_by(d.pop("told_by", UNSET))

        entity = cls(
            id=id,
            name=name,
            type_=type_,
            key=key,
            aliases=aliases,
            mentions=mentions,
            told_by=told_by,
        )

        return entity
