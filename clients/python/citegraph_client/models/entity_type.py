from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="EntityType")


@_attrs_define
class EntityType:
    """A kind of entity, PascalCase. `merged_from` are the names it took over from the loose pass.

    Attributes:
        name (str):
        definition (str | Unset):  Default: ''.
        parent (None | str | Unset):
        count (int | Unset):  Default: 0.
        examples (list[str] | Unset):
        merged_from (list[str] | Unset):
    """

    name: str
    definition: str | Unset = ""
    parent: None | str | Unset = UNSET
    count: int | Unset = 0
    examples: list[str] | Unset = UNSET
    merged_from: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        definition = self.definition

        parent: None | str | Unset
        if isinstance(self.parent, Unset):
            parent = UNSET
        else:
            parent = self.parent

        count = self.count

        examples: list[str] | Unset = UNSET
        if not isinstance(self.examples, Unset):
            examples = self.examples

        merged_from: list[str] | Unset = UNSET
        if not isinstance(self.merged_from, Unset):
            merged_from = self.merged_from

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if definition is not UNSET:
            field_dict["definition"] = definition
        if parent is not UNSET:
            field_dict["parent"] = parent
        if count is not UNSET:
            field_dict["count"] = count
        if examples is not UNSET:
            field_dict["examples"] = examples
        if merged_from is not UNSET:
            field_dict["merged_from"] = merged_from

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        definition = d.pop("definition", UNSET)

        def _parse_parent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent = _parse_parent(d.pop("parent", UNSET))

        count = d.pop("count", UNSET)

        examples = cast(list[str], d.pop("examples", UNSET))

        merged_from = cast(list[str], d.pop("merged_from", UNSET))

        entity_type = cls(
            name=name,
            definition=definition,
            parent=parent,
            count=count,
            examples=examples,
            merged_from=merged_from,
        )

        return entity_type
