from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.schema_version_status import SchemaVersionStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="SchemaVersion")


@_attrs_define
class SchemaVersion:
    """A version of the vocabulary in numbers: who made it, who approved it last, when and why, and what is under it.

    Attributes:
        version (int):
        status (SchemaVersionStatus):
        entity_types (int):
        relation_types (int):
        patterns (int):
        documents (int):
        made_by (str):
        created_at (datetime.datetime):
        approved_by (None | str | Unset):
        approved_at (datetime.datetime | None | Unset):
        reason (str | Unset):  Default: ''.
    """

    version: int
    status: SchemaVersionStatus
    entity_types: int
    relation_types: int
    patterns: int
    documents: int
    made_by: str
    created_at: datetime.datetime
    approved_by: None | str | Unset = UNSET
    approved_at: datetime.datetime | None | Unset = UNSET
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        status = self.status.value

        entity_types = self.entity_types

        relation_types = self.relation_types

        patterns = self.patterns

        documents = self.documents

        made_by = self.made_by

        created_at = self.created_at.isoformat()

        approved_by: None | str | Unset
        if isinstance(self.approved_by, Unset):
            approved_by = UNSET
        else:
            approved_by = self.approved_by

        approved_at: None | str | Unset
        if isinstance(self.approved_at, Unset):
            approved_at = UNSET
        elif isinstance(self.approved_at, datetime.datetime):
            approved_at = self.approved_at.isoformat()
        else:
            approved_at = self.approved_at

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "status": status,
                "entity_types": entity_types,
                "relation_types": relation_types,
                "patterns": patterns,
                "documents": documents,
                "made_by": made_by,
                "created_at": created_at,
            }
        )
        if approved_by is not UNSET:
            field_dict["approved_by"] = approved_by
        if approved_at is not UNSET:
            field_dict["approved_at"] = approved_at
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = d.pop("version")

        status = SchemaVersionStatus(d.pop("status"))

        entity_types = d.pop("entity_types")

        relation_types = d.pop("relation_types")

        patterns = d.pop("patterns")

        documents = d.pop("documents")

        made_by = d.pop("made_by")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_approved_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        approved_by = _parse_approved_by(d.pop("approved_by", UNSET))

        def _parse_approved_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approved_at_type_0 = datetime.datetime.fromisoformat(data)

                return approved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        approved_at = _parse_approved_at(d.pop("approved_at", UNSET))

        reason = d.pop("reason", UNSET)

        schema_version = cls(
            version=version,
            status=status,
            entity_types=entity_types,
            relation_types=relation_types,
            patterns=patterns,
            documents=documents,
            made_by=made_by,
            created_at=created_at,
            approved_by=approved_by,
            approved_at=approved_at,
            reason=reason,
        )

        return schema_version
