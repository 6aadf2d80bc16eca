from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PageImage")


@_attrs_define
class PageImage:
    """A page that can be looked at: `image` is the path of its picture in the HTTP API, with the words in question marked.

    `page` counts from 1, and `label` is what the page calls itself where it does otherwise ("iv").

        Attributes:
            document_id (str):
            page (int):
            image (str):
            label (None | str | Unset):
    """

    document_id: str
    page: int
    image: str
    label: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        document_id = self.document_id

        page = self.page

        image = self.image

        label: None | str | Unset
        if isinstance(self.label, Unset):
            label = UNSET
        else:
            label = self.label

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document_id": document_id,
                "page": page,
                "image": image,
            }
        )
        if label is not UNSET:
            field_dict["label"] = label

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        document_id = d.pop("document_id")

        page = d.pop("page")

        image = d.pop("image")

        def _parse_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        label = _parse_label(d.pop("label", UNSET))

        page_image = cls(
            document_id=document_id,
            page=page,
            image=image,
            label=label,
        )

        return page_image
