from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.suggestion import Suggestion


T = TypeVar("T", bound="Suggestions")


@_attrs_define
class Suggestions:
    """Suggestions, best first; where there are none, `note` says why.

    Attributes:
        items (list[Suggestion] | Unset):
        note (str | Unset):  Default: ''.
    """

    items: list[Suggestion] | Unset = UNSET
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = []
            for items_item_data in self.items:
                items_item = items_item_data.to_dict()
                items.append(items_item)

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if items is not UNSET:
            field_dict["items"] = items
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.suggestion import Suggestion

        d = dict(src_dict)
        _items = d.pop("items", UNSET)
        items: list[Suggestion] | Unset = UNSET
        if _items is not UNSET:
            items = []
            for items_item_data in _items:
                items_item = Suggestion.from_dict(items_item_data)

                items.append(items_item)

        note = d.pop("note", UNSET)

        suggestions = cls(
            items=items,
            note=note,
        )

        return suggestions
