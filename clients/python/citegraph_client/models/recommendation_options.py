from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_options_facets import RecommendationOptionsFacets


T = TypeVar("T", bound="RecommendationOptions")


@_attrs_define
class RecommendationOptions:
    """What the caller may choose.

    `n` is how many records are recommended at the most. `facets` ask for records that state one of the values of each,
    whatever the
    case of letters; with `read_facets` those that the wish names count, too, but for names that are among `facets`.
    With
    `document_ids` only these are looked at.

        Attributes:
            n (int | Unset):  Default: 3.
            facets (RecommendationOptionsFacets | Unset):
            read_facets (bool | Unset):  Default: True.
            document_ids (list[str] | None | Unset):
    """

    n: int | Unset = 3
    facets: RecommendationOptionsFacets | Unset = UNSET
    read_facets: bool | Unset = True
    document_ids: list[str] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        n = self.n

        facets: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets.to_dict()

        read_facets = self.read_facets

        document_ids: list[str] | None | Unset
        if isinstance(self.document_ids, Unset):
            document_ids = UNSET
        elif isinstance(self.document_ids, list):
            document_ids = self.document_ids

        else:
            document_ids = self.document_ids

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if n is not UNSET:
            field_dict["n"] = n
        if facets is not UNSET:
            field_dict["facets"] = facets
        if read_facets is not UNSET:
            field_dict["read_facets"] = read_facets
        if document_ids is not UNSET:
            field_dict["document_ids"] = document_ids

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_options_facets import RecommendationOptionsFacets

        d = dict(src_dict)
        n = d.pop("n", UNSET)

        _facets = d.pop("facets", UNSET)
        facets: RecommendationOptionsFacets | Unset
        if isinstance(_facets, Unset):
            facets = UNSET
        else:
            facets = RecommendationOptionsFacets.from_dict(_facets)

        read_facets = d.pop("read_facets", UNSET)

        def _parse_document_ids(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                document_ids_type_0 = cast(list[str], data)

                return document_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        document_ids = _parse_document_ids(d.pop("document_ids", UNSET))

        recommendation_options = cls(
            n=n,
            facets=facets,
            read_facets=read_facets,
            document_ids=document_ids,
        )

        return recommendation_options
