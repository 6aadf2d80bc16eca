from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FacetValue")


@_attrs_define
class FacetValue:
    """A value of a field, and how many documents state it.

    Attributes:
        value (str):
        documents (int):
    """

    value: str
    documents: int

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        documents = self.documents

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "documents": documents,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        documents = d.pop("documents")

        facet_value = cls(
            value=value,
            documents=documents,
        )

        return facet_value
