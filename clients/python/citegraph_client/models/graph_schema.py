from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.graph_schema_status import GraphSchemaStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.dropped_type import DroppedType
    from ..models.entity_type import EntityType
    from ..models.pattern import Pattern
    from ..models.relation_type import RelationType


T = TypeVar("T", bound="GraphSchema")


@_attrs_define
class GraphSchema:
    """One version of the vocabulary. Versions count from 1; at most one is approved at a time.

    Attributes:
        version (int):
        status (GraphSchemaStatus):
        created_at (datetime.datetime):
        entity_types (list[EntityType] | Unset):
        relation_types (list[RelationType] | Unset):
        patterns (list[Pattern] | Unset):
        dropped (list[DroppedType] | Unset):
    """

    version: int
    status: GraphSchemaStatus
    created_at: datetime.datetime
    entity_types: list[EntityType] | Unset = UNSET
    relation_types: list[RelationType] | Unset = UNSET
    patterns: list[Pattern] | Unset = UNSET
    dropped: list[DroppedType] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        status = self.status.value

        created_at = self.created_at.isoformat()

        entity_types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.entity_types, Unset):
            entity_types = []
            for entity_types_item_data in self.entity_types:
                entity_types_item = entity_types_item_data.to_dict()
                entity_types.append(entity_types_item)

        relation_types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.relation_types, Unset):
            relation_types = []
            for relation_types_item_data in self.relation_types:
                relation_types_item = relation_types_item_data.to_dict()
                relation_types.append(relation_types_item)

        patterns: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.patterns, Unset):
            patterns = []
            for patterns_item_data in self.patterns:
                patterns_item = patterns_item_data.to_dict()
                patterns.append(patterns_item)

        dropped: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.dropped, Unset):
            dropped = []
            for dropped_item_data in self.dropped:
                dropped_item = dropped_item_data.to_dict()
                dropped.append(dropped_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "status": status,
                "created_at": created_at,
            }
        )
        if entity_types is not UNSET:
            field_dict["entity_types"] = entity_types
        if relation_types is not UNSET:
            field_dict["relation_types"] = relation_types
        if patterns is not UNSET:
            field_dict["patterns"] = patterns
        if dropped is not UNSET:
            field_dict["dropped"] = dropped

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.dropped_type import DroppedType
        from ..models.entity_type import EntityType
        from ..models.pattern import Pattern
        from ..models.relation_type import RelationType

        d = dict(src_dict)
        version = d.pop("version")

        status = GraphSchemaStatus(d.pop("status"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        _entity_types = d.pop("entity_types", UNSET)
        entity_types: list[EntityType] | Unset = UNSET
        if _entity_types is not UNSET:
            entity_types = []
            for entity_types_item_data in _entity_types:
                entity_types_item = EntityType.from_dict(entity_types_item_data)

                entity_types.append(entity_types_item)

        _relation_types = d.pop("relation_types", UNSET)
        relation_types: list[RelationType] | Unset = UNSET
        if _relation_types is not UNSET:
            relation_types = []
            for relation_types_item_data in _relation_types:
                relation_types_item = RelationType.from_dict(relation_types_item_data)

                relation_types.append(relation_types_item)

        _patterns = d.pop("patterns", UNSET)
        patterns: list[Pattern] | Unset = UNSET
        if _patterns is not UNSET:
            patterns = []
            for patterns_item_data in _patterns:
                patterns_item = Pattern.from_dict(patterns_item_data)

                patterns.append(patterns_item)

        _dropped = d.pop("dropped", UNSET)
        dropped: list[DroppedType] | Unset = UNSET
        if _dropped is not UNSET:
            dropped = []
            for dropped_item_data in _dropped:
                dropped_item = DroppedType.from_dict(dropped_item_data)

                dropped.append(dropped_item)

        graph_schema = cls(
            version=version,
            status=status,
            created_at=created_at,
            entity_types=entity_types,
            relation_types=relation_types,
            patterns=patterns,
            dropped=dropped,
        )

        return graph_schema
