from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Removal")


@_attrs_define
class Removal:
    """What goes (or would go, in a dry run) with a document; names are readable, counts are exact.

    Attributes:
        document_id (str):
        title (str):
        chunks (int):
        mentions (int):
        evidence (int):
        entities (list[str]):
        facts (list[str]):
        dry_run (bool):
    """

    document_id: str
    title: str
    chunks: int
    mentions: int
    evidence: int
    entities: list[str]
    facts: list[str]
    dry_run: bool

    def to_dict(self) -> dict[str, Any]:
        document_id = self.document_id

        title = self.title

        chunks = self.chunks

        mentions = self.mentions

        evidence = self.evidence

        entities = self.entities

        facts = self.facts

        dry_run = self.dry_run

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document_id": document_id,
                "title": title,
                "chunks": chunks,
                "mentions": mentions,
                "evidence": evidence,
                "entities": entities,
                "facts": facts,
                "dry_run": dry_run,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        document_id = d.pop("document_id")

        title = d.pop("title")

        chunks = d.pop("chunks")

        mentions = d.pop("mentions")

        evidence = d.pop("evidence")

        entities = cast(list[str], d.pop("entities"))

        facts = cast(list[str], d.pop("facts"))

        dry_run = d.pop("dry_run")

        removal = cls(
            document_id=document_id,
            title=title,
            chunks=chunks,
            mentions=mentions,
            evidence=evidence,
            entities=entities,
            facts=facts,
            dry_run=dry_run,
        )

        return removal
