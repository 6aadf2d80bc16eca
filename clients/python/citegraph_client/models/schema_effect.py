from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.pattern_effect import PatternEffect


T = TypeVar("T", bound="SchemaEffect")


@_attrs_define
class SchemaEffect:
    """What approving an edited schema would do: the `version` it would be, and what would become of the facts.

    `changed` and `lost` have the forms with the most facts first. What an earlier schema left out and this one takes
    comes in besides.

        Attributes:
            version (int):
            kept (int):
            changed (list[PatternEffect]):
            lost (list[PatternEffect]):
    """

    version: int
    kept: int
    changed: list[PatternEffect]
    lost: list[PatternEffect]

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        kept = self.kept

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.to_dict()
            changed.append(changed_item)

        lost = []
        for lost_item_data in self.lost:
            lost_item = lost_item_data.to_dict()
            lost.append(lost_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "kept": kept,
                "changed": changed,
                "lost": lost,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.pattern_effect import PatternEffect

        d = dict(src_dict)
        version = d.pop("version")

        kept = d.pop("kept")

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = PatternEffect.from_dict(changed_item_data)

            changed.append(changed_item)

        lost = []
        _lost = d.pop("lost")
        for lost_item_data in _lost:
            lost_item = PatternEffect.from_dict(lost_item_data)

            lost.append(lost_item)

        schema_effect = cls(
            version=version,
            kept=kept,
            changed=changed,
            lost=lost,
        )

        return schema_effect
