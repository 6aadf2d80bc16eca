from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.merges_definitions import MergesDefinitions
    from ..models.relation_merge import RelationMerge
    from ..models.type_merge import TypeMerge


T = TypeVar("T", bound="Merges")


@_attrs_define
class Merges:
    """Merges of open names, definitions of open relations, and the names about which the model gave no usable answer.

    Open relations go by their lemma, types by any spelling.

        Attributes:
            relations (list[RelationMerge] | Unset):
            types (list[TypeMerge] | Unset):
            definitions (MergesDefinitions | Unset):
            unanswered (list[str] | Unset):
    """

    relations: list[RelationMerge] | Unset = UNSET
    types: list[TypeMerge] | Unset = UNSET
    definitions: MergesDefinitions | Unset = UNSET
    unanswered: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        relations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.relations, Unset):
            relations = []
            for relations_item_data in self.relations:
                relations_item = relations_item_data.to_dict()
                relations.append(relations_item)

        types: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = []
            for types_item_data in self.types:
                types_item = types_item_data.to_dict()
                types.append(types_item)

        definitions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.definitions, Unset):
            definitions = self.definitions.to_dict()

        unanswered: list[str] | Unset = UNSET
        if not isinstance(self.unanswered, Unset):
            unanswered = self.unanswered

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if relations is not UNSET:
            field_dict["relations"] = relations
        if types is not UNSET:
            field_dict["types"] = types
        if definitions is not UNSET:
            field_dict["definitions"] = definitions
        if unanswered is not UNSET:
            field_dict["unanswered"] = unanswered

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.merges_definitions import MergesDefinitions
        from ..models.relation_merge import RelationMerge
        from ..models.type_merge import TypeMerge

        d = dict(src_dict)
        _relations = d.pop("relations", UNSET)
        relations: list[RelationMerge] | Unset = UNSET
        if _relations is not UNSET:
            relations = []
            for relations_item_data in _relations:
                relations_item = RelationMerge.from_dict(relations_item_data)

                relations.append(relations_item)

        _types = d.pop("types", UNSET)
        types: list[TypeMerge] | Unset = UNSET
        if _types is not UNSET:
            types = []
            for types_item_data in _types:
                types_item = TypeMerge.from_dict(types_item_data)

                types.append(types_item)

        _definitions = d.pop("definitions", UNSET)
        definitions: MergesDefinitions | Unset
        if isinstance(_definitions, Unset):
            definitions = UNSET
        else:
            definitions = MergesDefinitions.from_dict(_definitions)

        unanswered = cast(list[str], d.pop("unanswered", UNSET))

        merges = cls(
            relations=relations,
            types=types,
            definitions=definitions,
            unanswered=unanswered,
        )

        return merges
