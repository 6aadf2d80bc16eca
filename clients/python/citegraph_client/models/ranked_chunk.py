from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RankedChunk")


@_attrs_define
class RankedChunk:
    """A chunk a channel proposes, best first; `why` is one readable reason (the fact, the entity, the words).

    Attributes:
        chunk_id (str):
        score (float):
        why (str | Unset):  Default: ''.
    """

    chunk_id: str
    score: float
    why: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        chunk_id = self.chunk_id

        score = self.score

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "chunk_id": chunk_id,
                "score": score,
            }
        )
        if why is not UNSET:
            field_dict["why"] = why

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        chunk_id = d.pop("chunk_id")

        score = d.pop("score")

        why = d.pop("why", UNSET)

        ranked_chunk = cls(
            chunk_id=chunk_id,
            score=score,
            why=why,
        )

        return ranked_chunk
