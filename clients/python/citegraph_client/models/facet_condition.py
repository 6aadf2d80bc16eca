from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.facet_condition_facets import FacetConditionFacets


T = TypeVar("T", bound="FacetCondition")


@_attrs_define
class FacetCondition:
    """What a record has to state, or, where it is `excluded`, must not.

    `said` are the words of the wish ("before 1950"), or name and values as the caller gave them; `facets` are the
    values that
    meet it, as the records write them, one of which is enough; none where no record states such a thing. `records` is
    how many
    meet it.

        Attributes:
            said (str):
            facets (FacetConditionFacets | Unset):
            excluded (bool | Unset):  Default: False.
            given (bool | Unset):  Default: False.
            records (int | Unset):  Default: 0.
    """

    said: str
    facets: FacetConditionFacets | Unset = UNSET
    excluded: bool | Unset = False
    given: bool | Unset = False
    records: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        said = self.said

        facets: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets.to_dict()

        excluded = self.excluded

        given = self.given

        records = self.records

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "said": said,
            }
        )
        if facets is not UNSET:
            field_dict["facets"] = facets
        if excluded is not UNSET:
            field_dict["excluded"] = excluded
        if given is not UNSET:
            field_dict["given"] = given
        if records is not UNSET:
            field_dict["records"] = records

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.facet_condition_facets import FacetConditionFacets

        d = dict(src_dict)
        said = d.pop("said")

        _facets = d.pop("facets", UNSET)
        facets: FacetConditionFacets | Unset
        if isinstance(_facets, Unset):
            facets = UNSET
        else:
            facets = FacetConditionFacets.from_dict(_facets)

        excluded = d.pop("excluded", UNSET)

        given = d.pop("given", UNSET)

        records = d.pop("records", UNSET)

        facet_condition = cls(
            said=said,
            facets=facets,
            excluded=excluded,
            given=given,
            records=records,
        )

        return facet_condition
