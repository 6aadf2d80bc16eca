from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Pattern")


@_attrs_define
class Pattern:
    """An allowed statement form: (head type, relation type, tail type), with example sentences.

    Attributes:
        head (str):
        relation (str):
        tail (str):
        count (int | Unset):  Default: 0.
        examples (list[str] | Unset):
    """

    head: str
    relation: str
    tail: str
    count: int | Unset = 0
    examples: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        head = self.head

        relation = self.relation

        tail = self.tail

        count = self.count

        examples: list[str] | Unset = UNSET
        if not isinstance(self.examples, Unset):
            examples = self.examples

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "head": head,
                "relation": relation,
                "tail": tail,
            }
        )
        if count is not UNSET:
            field_dict["count"] = count
        if examples is not UNSET:
            field_dict["examples"] = examples

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        head = d.pop("head")

        relation = d.pop("relation")

        tail = d.pop("tail")

        count = d.pop("count", UNSET)

        examples = cast(list[str], d.pop("examples", UNSET))

        pattern = cls(
            head=head,
            relation=relation,
            tail=tail,
            count=count,
            examples=examples,
        )

        return pattern
