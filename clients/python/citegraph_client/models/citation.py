from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.citation_block_type_0 import CitationBlockType0
from ..models.citation_channels_item import CitationChannelsItem
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.page_image import PageImage


T = TypeVar("T", bound="Citation")


@_attrs_define
class Citation:
    """The proof of a statement: `quote` is the document's text at `start:end`, inside passage number `number` (from 1).

    `page` counts from 1, and `page_label` is what the page calls itself where it does otherwise ("iv"); `page_end` and
    its
    label are those of the quote's last letter, another page where it goes on overleaf. `heading` are the headings over
    the quote itself, `block` the kind of block it stands in; None where the document has none there.

    `image` is the path of a picture in the HTTP API: the quote's page with the quote marked, or its text where the
    document has no
    pages. `pages` are all pages that the quote is on, each with its own picture.

        Attributes:
            number (int):
            document_id (str):
            title (str):
            source (str):
            chunk_id (str):
            quote (str):
            start (int):
            end (int):
            page (int | None | Unset):
            page_end (int | None | Unset):
            page_label (None | str | Unset):
            page_end_label (None | str | Unset):
            heading (str | Unset):  Default: ''.
            block (CitationBlockType0 | None | Unset):
            channels (list[CitationChannelsItem] | Unset):
            image (str | Unset):  Default: ''.
            pages (list[PageImage] | Unset):
    """

    number: int
    document_id: str
    title: str
    source: str
    chunk_id: str
    quote: str
    start: int
    end: int
    page: int | None | Unset = UNSET
    page_end: int | None | Unset = UNSET
    page_label: None | str | Unset = UNSET
    page_end_label: None | str | Unset = UNSET
    heading: str | Unset = ""
    block: CitationBlockType0 | None | Unset = UNSET
    channels: list[CitationChannelsItem] | Unset = UNSET
    image: str | Unset = ""
    pages: list[PageImage] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        document_id = self.document_id

        title = self.title

        source = self.source

        chunk_id = self.chunk_id

        quote = self.quote

        start = self.start

        end = self.end

        page: int | None | Unset
        if isinstance(self.page, Unset):
            page = UNSET
        else:
            page = self.page

        page_end: int | None | Unset
        if isinstance(self.page_end, Unset):
            page_end = UNSET
        else:
            page_end = self.page_end

        page_label: None | str | Unset
        if isinstance(self.page_label, Unset):
            page_label = UNSET
        else:
            page_label = self.page_label

        page_end_label: None | str | Unset
        if isinstance(self.page_end_label, Unset):
            page_end_label = UNSET
        else:
            page_end_label = self.page_end_label

        heading = self.heading

        block: None | str | Unset
        if isinstance(self.block, Unset):
            block = UNSET
        elif isinstance(self.block, CitationBlockType0):
            block = self.block.value
        else:
            block = self.block

        channels: list[str] | Unset = UNSET
        if not isinstance(self.channels, Unset):
            channels = []
            for channels_item_data in self.channels:
                channels_item = channels_item_data.value
                channels.append(channels_item)

        image = self.image

        pages: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.pages, Unset):
            pages = []
            for pages_item_data in self.pages:
                pages_item = pages_item_data.to_dict()
                pages.append(pages_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "document_id": document_id,
                "title": title,
                "source": source,
                "chunk_id": chunk_id,
                "quote": quote,
                "start": start,
                "end": end,
            }
        )
        if page is not UNSET:
            field_dict["page"] = page
        if page_end is not UNSET:
            field_dict["page_end"] = page_end
        if page_label is not UNSET:
            field_dict["page_label"] = page_label
        if page_end_label is not UNSET:
            field_dict["page_end_label"] = page_end_label
        if heading is not UNSET:
            field_dict["heading"] = heading
        if block is not UNSET:
            field_dict["block"] = block
        if channels is not UNSET:
            field_dict["channels"] = channels
        if image is not UNSET:
            field_dict["image"] = image
        if pages is not UNSET:
            field_dict["pages"] = pages

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.page_image import PageImage

        d = dict(src_dict)
        number = d.pop("number")

        document_id = d.pop("document_id")

        title = d.pop("title")

        source = d.pop("source")

        chunk_id = d.pop("chunk_id")

        quote = d.pop("quote")

        start = d.pop("start")

        end = d.pop("end")

        def _parse_page(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        page = _parse_page(d.pop("page", UNSET))

        def _parse_page_end(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        page_end = _parse_page_end(d.pop("page_end", UNSET))

        def _parse_page_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        page_label = _parse_page_label(d.pop("page_label", UNSET))

        def _parse_page_end_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        page_end_label = _parse_page_end_label(d.pop("page_end_label", UNSET))

        heading = d.pop("heading", UNSET)

        def _parse_block(data: object) -> CitationBlockType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                block_type_0 = CitationBlockType0(data)

                return block_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CitationBlockType0 | None | Unset, data)

        block = _parse_block(d.pop("block", UNSET))

        _channels = d.pop("channels", UNSET)
        channels: list[CitationChannelsItem] | Unset = UNSET
        if _channels is not UNSET:
            channels = []
            for channels_item_data in _channels:
                channels_item = CitationChannelsItem(channels_item_data)

                channels.append(channels_item)

        image = d.pop("image", UNSET)

        _pages = d.pop("pages", UNSET)
        pages: list[PageImage] | Unset = UNSET
        if _pages is not UNSET:
            pages = []
            for pages_item_data in _pages:
                pages_item = PageImage.from_dict(pages_item_data)

                pages.append(pages_item)

        citation = cls(
            number=number,
            document_id=document_id,
            title=title,
            source=source,
            chunk_id=chunk_id,
            quote=quote,
            start=start,
            end=end,
            page=page,
            page_end=page_end,
            page_label=page_label,
            page_end_label=page_end_label,
            heading=heading,
            block=block,
            channels=channels,
            image=image,
            pages=pages,
        )

        return citation
