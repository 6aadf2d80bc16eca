from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.suggestion_evidence import SuggestionEvidence


T = TypeVar("T", bound="Suggestion")


@_attrs_define
class Suggestion:
    """A statement that no document makes and that the link predictor takes for a fact; never cited.

    `score` is the share of such statements that turned out to be facts, when some facts were held back from training:
    the
    least that is true, because a true statement that no document makes counted as false.

        Attributes:
            head (str):
            head_name (str):
            relation (str):
            tail (str):
            tail_name (str):
            text (str):
            score (float):
            evidence (list[SuggestionEvidence] | Unset):
    """

    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    text: str
    score: float
    evidence: list[SuggestionEvidence] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        head = self.head

        head_name = self.head_name

        relation = self.relation

        tail = self.tail

        tail_name = self.tail_name

        text = self.text

        score = self.score

        evidence: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.evidence, Unset):
            evidence = []
            for evidence_item_data in self.evidence:
                evidence_item = evidence_item_data.to_dict()
                evidence.append(evidence_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "head": head,
                "head_name": head_name,
                "relation": relation,
                "tail": tail,
                "tail_name": tail_name,
                "text": text,
                "score": score,
            }
        )
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.suggestion_evidence import SuggestionEvidence

        d = dict(src_dict)
        head = d.pop("head")

        head_name = d.pop("head_name")

        relation = d.pop("relation")

        tail = d.pop("tail")

        tail_name = d.pop("tail_name")

        text = d.pop("text")

        score = d.pop("score")

        _evidence = d.pop("evidence", UNSET)
        evidence: list[SuggestionEvidence] | Unset = UNSET
        if _evidence is not UNSET:
            evidence = []
            for evidence_item_data in _evidence:
                evidence_item = SuggestionEvidence.from_dict(evidence_item_data)

                evidence.append(evidence_item)

        suggestion = cls(
            head=head,
            head_name=head_name,
            relation=relation,
            tail=tail,
            tail_name=tail_name,
            text=text,
            score=score,
            evidence=evidence,
        )

        return suggestion
