from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.citation import Citation
    from ..models.recommended_record_facets import RecommendedRecordFacets
    from ..models.recommended_record_matched import RecommendedRecordMatched


T = TypeVar("T", bound="RecommendedRecord")


@_attrs_define
class RecommendedRecord:
    """A record that meets the wish.

    `reason` is a sentence of the record, or a field where it has no sentences, letter by letter; the first of
    `citations` says where it
    stands, the others are the fields that meet the conditions. `facets` are all that the record states, `matched` those
    that meet a
    condition. `score` is how near the record is to the wish in meaning (0..1, higher is better).

        Attributes:
            title (str):
            document_id (str):
            source (str):
            reason (str):
            citations (list[Citation]):
            score (float):
            facets (RecommendedRecordFacets | Unset):
            matched (RecommendedRecordMatched | Unset):
    """

    title: str
    document_id: str
    source: str
    reason: str
    citations: list[Citation]
    score: float
    facets: RecommendedRecordFacets | Unset = UNSET
    matched: RecommendedRecordMatched | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        document_id = self.document_id

        source = self.source

        reason = self.reason

        citations = []
        for citations_item_data in self.citations:
            citations_item = citations_item_data.to_dict()
            citations.append(citations_item)

        score = self.score

        facets: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets.to_dict()

        matched: dict[str, Any] | Unset = UNSET
        if not isinstance(self.matched, Unset):
            matched = self.matched.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "document_id": document_id,
                "source": source,
                "reason": reason,
                "citations": citations,
                "score": score,
            }
        )
        if facets is not UNSET:
            field_dict["facets"] = facets
        if matched is not UNSET:
            field_dict["matched"] = matched

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.citation import Citation
        from ..models.recommended_record_facets import RecommendedRecordFacets
        from ..models.recommended_record_matched import RecommendedRecordMatched

        d = dict(src_dict)
        title = d.pop("title")

        document_id = d.pop("document_id")

        source = d.pop("source")

        reason = d.pop("reason")

        citations = []
        _citations = d.pop("citations")
        for citations_item_data in _citations:
            citations_item = Citation.from_dict(citations_item_data)

            citations.append(citations_item)

        score = d.pop("score")

        _facets = d.pop("facets", UNSET)
        facets: RecommendedRecordFacets | Unset
        if isinstance(_facets, Unset):
            facets = UNSET
        else:
            facets = RecommendedRecordFacets.from_dict(_facets)

        _matched = d.pop("matched", UNSET)
        matched: RecommendedRecordMatched | Unset
        if isinstance(_matched, Unset):
            matched = UNSET
        else:
            matched = RecommendedRecordMatched.from_dict(_matched)

        recommended_record = cls(
            title=title,
            document_id=document_id,
            source=source,
            reason=reason,
            citations=citations,
            score=score,
            facets=facets,
            matched=matched,
        )

        return recommended_record
