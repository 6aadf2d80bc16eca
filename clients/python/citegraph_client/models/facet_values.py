from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.facet_values_facets import FacetValuesFacets


T = TypeVar("T", bound="FacetValues")


@_attrs_define
class FacetValues:
    """The values of each facet, the most frequent first.

    Attributes:
        facets (FacetValuesFacets):
    """

    facets: FacetValuesFacets

    def to_dict(self) -> dict[str, Any]:
        facets = self.facets.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "facets": facets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.facet_values_facets import FacetValuesFacets

        d = dict(src_dict)
        facets = FacetValuesFacets.from_dict(d.pop("facets"))

        facet_values = cls(
            facets=facets,
        )

        return facet_values
