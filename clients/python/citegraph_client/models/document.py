from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.document_language import DocumentLanguage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.document_facets import DocumentFacets
    from ..models.ingest_warning import IngestWarning


T = TypeVar("T", bound="Document")


@_attrs_define
class Document:
    """One stored version of a document; no read sees it before `ready_at`.

    `schema_version` is that of the schema under which it is in the graph, 0 for none, and what was less sure than
    `least_confidence` is not in it. `page_starts`, `page_labels`,
    `blocks`, `facets` and `warnings` are those of the loaded document. `blocks` are read with single
    documents, not with a page of many, and are no part of its JSON.

        Attributes:
            id (str):
            source (str):
            sha256 (str):
            title (str):
            media_type (str):
            language (DocumentLanguage):
            ingested_at (datetime.datetime):
            uri (None | str | Unset):
            page_starts (list[int] | Unset):
            page_labels (list[str] | Unset):
            facets (DocumentFacets | Unset):
            warnings (list[IngestWarning] | Unset):
            schema_version (int | Unset):  Default: 0.
            least_confidence (float | Unset):  Default: 0.0.
            ready_at (datetime.datetime | None | Unset):
    """

    id: str
    source: str
    sha256: str
    title: str
    media_type: str
    language: DocumentLanguage
    ingested_at: datetime.datetime
    uri: None | str | Unset = UNSET
    page_starts: list[int] | Unset = UNSET
    page_labels: list[str] | Unset = UNSET
    facets: DocumentFacets | Unset = UNSET
    warnings: list[IngestWarning] | Unset = UNSET
    schema_version: int | Unset = 0
    least_confidence: float | Unset = 0.0
    ready_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        source = self.source

        sha256 = self.sha256

        title = self.title

        media_type = self.media_type

        language = self.language.value

        ingested_at = self.ingested_at.isoformat()

        uri: None | str | Unset
        if isinstance(self.uri, Unset):
            uri = UNSET
        else:
            uri = self.uri

        page_starts: list[int] | Unset = UNSET
        if not isinstance(self.page_starts, Unset):
            page_starts = self.page_starts

        page_labels: list[str] | Unset = UNSET
        if not isinstance(self.page_labels, Unset):
            page_labels = self.page_labels

        facets: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets.to_dict()

        warnings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = []
            for warnings_item_data in self.warnings:
                warnings_item = warnings_item_data.to_dict()
                warnings.append(warnings_item)

        schema_version = self.schema_version

        least_confidence = self.least_confidence

        ready_at: None | str | Unset
        if isinstance(self.ready_at, Unset):
            ready_at = UNSET
        elif isinstance(self.ready_at, datetime.datetime):
            ready_at = self.ready_at.isoformat()
        else:
            ready_at = self.ready_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "source": source,
                "sha256": sha256,
                "title": title,
                "media_type": media_type,
                "language": language,
                "ingested_at": ingested_at,
            }
        )
        if uri is not UNSET:
            field_dict["uri"] = uri
        if page_starts is not UNSET:
            field_dict["page_starts"] = page_starts
        if page_labels is not UNSET:
            field_dict["page_labels"] = page_labels
        if facets is not UNSET:
            field_dict["facets"] = facets
        if warnings is not UNSET:
            field_dict["warnings"] = warnings
        if schema_version is not UNSET:
            field_dict["schema_version"] = schema_version
        if least_confidence is not UNSET:
            field_dict["least_confidence"] = least_confidence
        if ready_at is not UNSET:
            field_dict["ready_at"] = ready_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.document_facets import DocumentFacets
        from ..models.ingest_warning import IngestWarning

        d = dict(src_dict)
        id = d.pop("id")

        source = d.pop("source")

        sha256 = d.pop("sha256")

        title = d.pop("title")

        media_type = d.pop("media_type")

        language = DocumentLanguage(d.pop("language"))

        ingested_at = datetime.datetime.fromisoformat(d.pop("ingested_at"))

        def _parse_uri(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        uri = _parse_uri(d.pop("uri", UNSET))

        page_starts = cast(list[int], d.pop("page_starts", UNSET))

        page_labels = cast(list[str], d.pop("page_labels", UNSET))

        _facets = d.pop("facets", UNSET)
        facets: DocumentFacets | Unset
        if isinstance(_facets, Unset):
            facets = UNSET
        else:
            facets = DocumentFacets.from_dict(_facets)

        _warnings = d.pop("warnings", UNSET)
        warnings: list[IngestWarning] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = IngestWarning.from_dict(warnings_item_data)

                warnings.append(warnings_item)

        schema_version = d.pop("schema_version", UNSET)

        least_confidence = d.pop("least_confidence", UNSET)

        def _parse_ready_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ready_at_type_0 = datetime.datetime.fromisoformat(data)

                return ready_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ready_at = _parse_ready_at(d.pop("ready_at", UNSET))

        document = cls(
            id=id,
            source=source,
            sha256=sha256,
            title=title,
            media_type=media_type,
            language=language,
            ingested_at=ingested_at,
            uri=uri,
            page_starts=page_starts,
            page_labels=page_labels,
            facets=facets,
            warnings=warnings,
            schema_version=schema_version,
            least_confidence=least_confidence,
            ready_at=ready_at,
        )

        return document
