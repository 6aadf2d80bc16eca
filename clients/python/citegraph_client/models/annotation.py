from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.url_citation import UrlCitation


T = TypeVar("T", bound="Annotation")


@_attrs_define
class Annotation:
    """A citation, as OpenAI's clients read it.

    Attributes:
        url_citation (UrlCitation): The proof of a statement: the mark that stands for it is the text from `start_index`
            to `end_index`.

            `url` leads to a picture of the page with the sentence marked. `citation` and `passage`, the text around it, are
            ours.
        type_ (Literal['url_citation'] | Unset):  Default: 'url_citation'.
    """

    url_citation: UrlCitation
    type_: Literal["url_citation"] | Unset = "url_citation"

    def to_dict(self) -> dict[str, Any]:
        url_citation = self.url_citation.to_dict()

        type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url_citation": url_citation,
            }
        )
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.url_citation import UrlCitation

        d = dict(src_dict)
        url_citation = UrlCitation.from_dict(d.pop("url_citation"))

        type_ = cast(Literal["url_citation"] | Unset, d.pop("type", UNSET))
        if type_ != "url_citation" and not isinstance(type_, Unset):
            raise ValueError(f"type must match const 'url_citation', got '{type_}'")

        annotation = cls(
            url_citation=url_citation,
            type_=type_,
        )

        return annotation
