from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.suggestion_evidence_names import SuggestionEvidenceNames
from ..types import UNSET, Unset

T = TypeVar("T", bound="SuggestionEvidence")


@_attrs_define
class SuggestionEvidence:
    """Where to look: a passage that names both ends, or where none does, the nearest in meaning that names the head or
    tail.

    `words` are the sentences that do. It does not prove the suggestion, else it would be a fact.

        Attributes:
            names (SuggestionEvidenceNames):
            chunk_id (str):
            document_id (str):
            source (str):
            title (str):
            words (str):
            page (int | None | Unset):
    """

    names: SuggestionEvidenceNames
    chunk_id: str
    document_id: str
    source: str
    title: str
    words: str
    page: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        names = self.names.value

        chunk_id = self.chunk_id

        document_id = self.document_id

        source = self.source

        title = self.title

        words = self.words

        page: int | None | Unset
        if isinstance(self.page, Unset):
            page = UNSET
        else:
            page = self.page

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "names": names,
                "chunk_id": chunk_id,
                "document_id": document_id,
                "source": source,
                "title": title,
                "words": words,
            }
        )
        if page is not UNSET:
            field_dict["page"] = page

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        names = SuggestionEvidenceNames(d.pop("names"))

        chunk_id = d.pop("chunk_id")

        document_id = d.pop("document_id")

        source = d.pop("source")

        title = d.pop("title")

        words = d.pop("words")

        def _parse_page(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        page = _parse_page(d.pop("page", UNSET))

        suggestion_evidence = cls(
            names=names,
            chunk_id=chunk_id,
            document_id=document_id,
            source=source,
            title=title,
            words=words,
            page=page,
        )

        return suggestion_evidence
