from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mention_place import MentionPlace


T = TypeVar("T", bound="Split")


@_attrs_define
class Split:
    """Where the name means another thing, and what that is called.

    Attributes:
        entity (str): An entity by id or exact name.
        reason (str | Unset):  Default: ''.
        decided_by (str | Unset):  Default: 'API'.
        documents (list[str] | Unset): Documents by id or source.
        mentions (list[MentionPlace] | Unset): Single places, as `GET /v1/entities/mentions` shows them.
        name (str | Unset):  Default: ''.
    """

    entity: str
    reason: str | Unset = ""
    decided_by: str | Unset = "API"
    documents: list[str] | Unset = UNSET
    mentions: list[MentionPlace] | Unset = UNSET
    name: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        entity = self.entity

        reason = self.reason

        decided_by = self.decided_by

        documents: list[str] | Unset = UNSET
        if not isinstance(self.documents, Unset):
            documents = self.documents

        mentions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.mentions, Unset):
            mentions = []
            for mentions_item_data in self.mentions:
                mentions_item = mentions_item_data.to_dict()
                mentions.append(mentions_item)

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entity": entity,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by
        if documents is not UNSET:
            field_dict["documents"] = documents
        if mentions is not UNSET:
            field_dict["mentions"] = mentions
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.mention_place import MentionPlace

        d = dict(src_dict)
        entity = d.pop("entity")

        reason = d.pop("reason", UNSET)

        decided_by = d.pop("decided_by", UNSET)

        documents = cast(list[str], d.pop("documents", UNSET))

        _mentions = d.pop("mentions", UNSET)
        mentions: list[MentionPlace] | Unset = UNSET
        if _mentions is not UNSET:
            mentions = []
            for mentions_item_data in _mentions:
                mentions_item = MentionPlace.from_dict(mentions_item_data)

                mentions.append(mentions_item)

        name = d.pop("name", UNSET)

        split = cls(
            entity=entity,
            reason=reason,
            decided_by=decided_by,
            documents=documents,
            mentions=mentions,
            name=name,
        )

        return split
