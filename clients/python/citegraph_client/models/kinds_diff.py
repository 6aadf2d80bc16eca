from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.renaming import Renaming


T = TypeVar("T", bound="KindsDiff")


@_attrs_define
class KindsDiff:
    """Types of entities, or of relations: new ones, those that others took over, those that went, those defined otherwise.

    `changed` are those of both versions whose definition, parent, ends or traits are others.

        Attributes:
            added (list[str] | Unset):
            taken_over (list[Renaming] | Unset):
            dropped (list[str] | Unset):
            changed (list[str] | Unset):
    """

    added: list[str] | Unset = UNSET
    taken_over: list[Renaming] | Unset = UNSET
    dropped: list[str] | Unset = UNSET
    changed: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        added: list[str] | Unset = UNSET
        if not isinstance(self.added, Unset):
            added = self.added

        taken_over: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.taken_over, Unset):
            taken_over = []
            for taken_over_item_data in self.taken_over:
                taken_over_item = taken_over_item_data.to_dict()
                taken_over.append(taken_over_item)

        dropped: list[str] | Unset = UNSET
        if not isinstance(self.dropped, Unset):
            dropped = self.dropped

        changed: list[str] | Unset = UNSET
        if not isinstance(self.changed, Unset):
            changed = self.changed

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if added is not UNSET:
            field_dict["added"] = added
        if taken_over is not UNSET:
            field_dict["taken_over"] = taken_over
        if dropped is not UNSET:
            field_dict["dropped"] = dropped
        if changed is not UNSET:
            field_dict["changed"] = changed

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.renaming import Renaming

        d = dict(src_dict)
        added = cast(list[str], d.pop("added", UNSET))

        _taken_over = d.pop("taken_over", UNSET)
        taken_over: list[Renaming] | Unset = UNSET
        if _taken_over is not UNSET:
            taken_over = []
            for taken_over_item_data in _taken_over:
                taken_over_item = Renaming.from_dict(taken_over_item_data)

                taken_over.append(taken_over_item)

        dropped = cast(list[str], d.pop("dropped", UNSET))

        changed = cast(list[str], d.pop("changed", UNSET))

        kinds_diff = cls(
            added=added,
            taken_over=taken_over,
            dropped=dropped,
            changed=changed,
        )

        return kinds_diff
