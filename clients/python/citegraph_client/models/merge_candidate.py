from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MergeCandidate")


@_attrs_define
class MergeCandidate:
    """Two entities that may be one thing, which is for a person to say: `score` is 0..1, higher is likelier.

    `source_words` and `target_words` are a sentence of each.

        Attributes:
            source (str):
            source_name (str):
            source_words (str):
            target (str):
            target_name (str):
            target_words (str):
            score (float):
            reason (str):
    """

    source: str
    source_name: str
    source_words: str
    target: str
    target_name: str
    target_words: str
    score: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        source_name = self.source_name

        source_words = self.source_words

        target = self.target

        target_name = self.target_name

        target_words = self.target_words

        score = self.score

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "source_name": source_name,
                "source_words": source_words,
                "target": target,
                "target_name": target_name,
                "target_words": target_words,
                "score": score,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        source = d.pop("source")

        source_name = d.pop("source_name")

        source_words = d.pop("source_words")

        target = d.pop("target")

        target_name = d.pop("target_name")

        target_words = d.pop("target_words")

        score = d.pop("score")

        reason = d.pop("reason")

        merge_candidate = cls(
            source=source,
            source_name=source_name,
            source_words=source_words,
            target=target,
            target_name=target_name,
            target_words=target_words,
            score=score,
            reason=reason,
        )

        return merge_candidate
