from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.citation import Citation


T = TypeVar("T", bound="UrlCitation")


@_attrs_define
class UrlCitation:
    """The proof of a statement: the mark that stands for it is the text from `start_index` to `end_index`.

    `url` leads to a picture of the page with the sentence marked. `citation` and `passage`, the text around it, are
    ours.

        Attributes:
            start_index (int):
            end_index (int):
            title (str):
            url (str):
            citation (Citation): The proof of a statement: `quote` is the document's text at `start:end`, inside passage
                number `number` (from 1).

                `page` counts from 1, and `page_label` is what the page calls itself where it does otherwise ("iv"); `page_end`
                and its
                label are those of the quote's last letter, another page where it goes on overleaf. `heading` are the headings
                over
                the quote itself, `block` the kind of block it stands in; None where the document has none there.

                `image` is the path of a picture in the HTTP API: the quote's page with the quote marked, or its text where the
                document has no
                pages. `pages` are all pages that the quote is on, each with its own picture.
            passage (str):
    """

    start_index: int
    end_index: int
    title: str
    url: str
    citation: Citation
    passage: str

    def to_dict(self) -> dict[str, Any]:
        start_index = self.start_index

        end_index = self.end_index

        title = self.title

        url = self.url

        citation = self.citation.to_dict()

        passage = self.passage

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "start_index": start_index,
                "end_index": end_index,
                "title": title,
                "url": url,
                "citation": citation,
                "passage": passage,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.citation import Citation

        d = dict(src_dict)
        start_index = d.pop("start_index")

        end_index = d.pop("end_index")

        title = d.pop("title")

        url = d.pop("url")

        citation = Citation.from_dict(d.pop("citation"))

        passage = d.pop("passage")

        url_citation = cls(
            start_index=start_index,
            end_index=end_index,
            title=title,
            url=url,
            citation=citation,
            passage=passage,
        )

        return url_citation
