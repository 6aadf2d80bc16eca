from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.kinds_diff import KindsDiff


T = TypeVar("T", bound="SchemaDiff")


@_attrs_define
class SchemaDiff:
    """What the version `after` has otherwise than the version `before`.

    A pattern counts as the same when it is so in the names of `after`: what a renaming alone changes is not listed.

        Attributes:
            before (int):
            after (int):
            entity_types (KindsDiff): Types of entities, or of relations: new ones, those that others took over, those that
                went, those defined otherwise.

                `changed` are those of both versions whose definition, parent, ends or traits are others.
            relation_types (KindsDiff): Types of entities, or of relations: new ones, those that others took over, those
                that went, those defined otherwise.

                `changed` are those of both versions whose definition, parent, ends or traits are others.
            added_patterns (list[str]):
            dropped_patterns (list[str]):
    """

    before: int
    after: int
    entity_types: KindsDiff
    relation_types: KindsDiff
    added_patterns: list[str]
    dropped_patterns: list[str]

    def to_dict(self) -> dict[str, Any]:
        before = self.before

        after = self.after

        entity_types = self.entity_types.to_dict()

        relation_types = self.relation_types.to_dict()

        added_patterns = self.added_patterns

        dropped_patterns = self.dropped_patterns

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "before": before,
                "after": after,
                "entity_types": entity_types,
                "relation_types": relation_types,
                "added_patterns": added_patterns,
                "dropped_patterns": dropped_patterns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.kinds_diff import KindsDiff

        d = dict(src_dict)
        before = d.pop("before")

        after = d.pop("after")

        entity_types = KindsDiff.from_dict(d.pop("entity_types"))

        relation_types = KindsDiff.from_dict(d.pop("relation_types"))

        added_patterns = cast(list[str], d.pop("added_patterns"))

        dropped_patterns = cast(list[str], d.pop("dropped_patterns"))

        schema_diff = cls(
            before=before,
            after=after,
            entity_types=entity_types,
            relation_types=relation_types,
            added_patterns=added_patterns,
            dropped_patterns=dropped_patterns,
        )

        return schema_diff
