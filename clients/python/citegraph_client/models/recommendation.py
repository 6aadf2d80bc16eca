from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.facet_condition import FacetCondition
    from ..models.recommended_record import RecommendedRecord


T = TypeVar("T", bound="Recommendation")


@_attrs_define
class Recommendation:
    """The records that meet a wish, best first, no two alike; `found` is False where none does.

    `note` says in the language of the wish why there is none and what would help, or what of the wish stands in none of
    the records;
    `emptied_by` are the words of those conditions without which there would be some. `ms` are the milliseconds that it
    took.

        Attributes:
            wish (str):
            found (bool):
            items (list[RecommendedRecord] | Unset):
            conditions (list[FacetCondition] | Unset):
            emptied_by (list[str] | Unset):
            note (str | Unset):  Default: ''.
            ms (float | Unset):  Default: 0.0.
    """

    wish: str
    found: bool
    items: list[RecommendedRecord] | Unset = UNSET
    conditions: list[FacetCondition] | Unset = UNSET
    emptied_by: list[str] | Unset = UNSET
    note: str | Unset = ""
    ms: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        wish = self.wish

        found = self.found

        items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = []
            for items_item_data in self.items:
                items_item = items_item_data.to_dict()
                items.append(items_item)

        conditions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.conditions, Unset):
            conditions = []
            for conditions_item_data in self.conditions:
                conditions_item = conditions_item_data.to_dict()
                conditions.append(conditions_item)

        emptied_by: list[str] | Unset = UNSET
        if not isinstance(self.emptied_by, Unset):
            emptied_by = self.emptied_by

        note = self.note

        ms = self.ms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "wish": wish,
                "found": found,
            }
        )
        if items is not UNSET:
            field_dict["items"] = items
        if conditions is not UNSET:
            field_dict["conditions"] = conditions
        if emptied_by is not UNSET:
            field_dict["emptied_by"] = emptied_by
        if note is not UNSET:
            field_dict["note"] = note
        if ms is not UNSET:
            field_dict["ms"] = ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.facet_condition import FacetCondition
        from ..models.recommended_record import RecommendedRecord

        d = dict(src_dict)
        wish = d.pop("wish")

        found = d.pop("found")

        _items = d.pop("items", UNSET)
        items: list[RecommendedRecord] | Unset = UNSET
        if _items is not UNSET:
            items = []
            for items_item_data in _items:
                items_item = RecommendedRecord.from_dict(items_item_data)

                items.append(items_item)

        _conditions = d.pop("conditions", UNSET)
        conditions: list[FacetCondition] | Unset = UNSET
        if _conditions is not UNSET:
            conditions = []
            for conditions_item_data in _conditions:
                conditions_item = FacetCondition.from_dict(conditions_item_data)

                conditions.append(conditions_item)

        emptied_by = cast(list[str], d.pop("emptied_by", UNSET))

        note = d.pop("note", UNSET)

        ms = d.pop("ms", UNSET)

        recommendation = cls(
            wish=wish,
            found=found,
            items=items,
            conditions=conditions,
            emptied_by=emptied_by,
            note=note,
            ms=ms,
        )

        return recommendation
