from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Round")


@_attrs_define
class Round:
    """What one round made of the facts of the loose pass.

    `kept` is the share of these facts that the schema has a place for, 0 to 1; `gained` and `lost` are sentences of
    facts that the round before had no place for, and that this one has none for.

        Attributes:
            name (str):
            entity_types (int):
            relation_types (int):
            patterns (int):
            kept (float):
            gained (list[str]):
            lost (list[str]):
    """

    name: str
    entity_types: int
    relation_types: int
    patterns: int
    kept: float
    gained: list[str]
    lost: list[str]

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        entity_types = self.entity_types

        relation_types = self.relation_types

        patterns = self.patterns

        kept = self.kept

        gained = self.gained

        lost = self.lost

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "entity_types": entity_types,
                "relation_types": relation_types,
                "patterns": patterns,
                "kept": kept,
                "gained": gained,
                "lost": lost,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        entity_types = d.pop("entity_types")

        relation_types = d.pop("relation_types")

        patterns = d.pop("patterns")

        kept = d.pop("kept")

        gained = cast(list[str], d.pop("gained"))

        lost = cast(list[str], d.pop("lost"))

        round_ = cls(
            name=name,
            entity_types=entity_types,
            relation_types=relation_types,
            patterns=patterns,
            kept=kept,
            gained=gained,
            lost=lost,
        )

        return round_
