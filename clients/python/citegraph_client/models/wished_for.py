from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.recommendation_options import RecommendationOptions


T = TypeVar("T", bound="WishedFor")


@_attrs_define
class WishedFor:
    """A wish and how to look for what meets it.

    Attributes:
        wish (str): In English or Korean, in your own words.
        options (RecommendationOptions | Unset): What the caller may choose.

            `n` is how many records are recommended at the most. `facets` ask for records that state one of the values of
            each, whatever the
            case of letters; with `read_facets` those that the wish names count, too, but for names that are among `facets`.
            With
            `document_ids` only these are looked at.
    """

    wish: str
    options: RecommendationOptions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        wish = self.wish

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "wish": wish,
            }
        )
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.recommendation_options import RecommendationOptions

        d = dict(src_dict)
        wish = d.pop("wish")

        _options = d.pop("options", UNSET)
        options: RecommendationOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = RecommendationOptions.from_dict(_options)

        wished_for = cls(
            wish=wish,
            options=options,
        )

        return wished_for
