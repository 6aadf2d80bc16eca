from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.channel_rank import ChannelRank


T = TypeVar("T", bound="Passage")


@_attrs_define
class Passage:
    """A retrieved stretch of one document: the hit chunks and their window, as the document writes it.

    `text` is the document's text at `start:end`; `chunk_ids` are all chunks in it, `hits` those that were retrieved;
    `score` is 0..1, higher is better. `page` and `page_end` count from 1; their labels are what the pages call
    themselves
    where they do otherwise ("iv"). `links` say where words in it lead, as Markdown writes links, as far as the text
    does not. `ocr_confidence` is how surely the
    least sure chunk of it was recognised in a picture (0..1, higher is better), None where all was written. `chunks`
    are the chunks themselves, the first one cut where the passage is;
    they and `document` are for those who cite, and are in no JSON.

        Attributes:
            document_id (str):
            title (str):
            source (str):
            text (str):
            start (int):
            end (int):
            chunk_ids (list[str]):
            hits (list[str]):
            score (float):
            page (int | None | Unset):
            page_end (int | None | Unset):
            page_label (None | str | Unset):
            page_end_label (None | str | Unset):
            heading (str | Unset):  Default: ''.
            links (list[str] | Unset):
            ocr_confidence (float | None | Unset):
            channels (list[ChannelRank] | Unset):
    """

    document_id: str
    title: str
    source: str
    text: str
    start: int
    end: int
    chunk_ids: list[str]
    hits: list[str]
    score: float
    page: int | None | Unset = UNSET
    page_end: int | None | Unset = UNSET
    page_label: None | str | Unset = UNSET
    page_end_label: None | str | Unset = UNSET
    heading: str | Unset = ""
    links: list[str] | Unset = UNSET
    ocr_confidence: float | None | Unset = UNSET
    channels: list[ChannelRank] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        document_id = self.document_id

        title = self.title

        source = self.source

        text = self.text

        start = self.start

        end = self.end

        chunk_ids = self.chunk_ids

        hits = self.hits

        score = self.score

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

        links: list[str] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = self.links

        ocr_confidence: float | None | Unset
        if isinstance(self.ocr_confidence, Unset):
            ocr_confidence = UNSET
        else:
            ocr_confidence = self.ocr_confidence

        channels: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.channels, Unset):
            channels = []
            for channels_item_data in self.channels:
                channels_item = channels_item_data.to_dict()
                channels.append(channels_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document_id": document_id,
                "title": title,
                "source": source,
                "text": text,
                "start": start,
                "end": end,
                "chunk_ids": chunk_ids,
                "hits": hits,
                "score": score,
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
        if links is not UNSET:
            field_dict["links"] = links
        if ocr_confidence is not UNSET:
            field_dict["ocr_confidence"] = ocr_confidence
        if channels is not UNSET:
            field_dict["channels"] = channels

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.channel_rank import ChannelRank

        d = dict(src_dict)
        document_id = d.pop("document_id")

        title = d.pop("title")

        source = d.pop("source")

        text = d.pop("text")

        start = d.pop("start")

        end = d.pop("end")

        chunk_ids = cast(list[str], d.pop("chunk_ids"))

        hits = cast(list[str], d.pop("hits"))

        score = d.pop("score")

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

        links = cast(list[str], d.pop("links", UNSET))

        def _parse_ocr_confidence(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        ocr_confidence = _parse_ocr_confidence(d.pop("ocr_confidence", UNSET))

        _channels = d.pop("channels", UNSET)
        channels: list[ChannelRank] | Unset = UNSET
        if _channels is not UNSET:
            channels = []
            for channels_item_data in _channels:
                channels_item = ChannelRank.from_dict(channels_item_data)

                channels.append(channels_item)

        passage = cls(
            document_id=document_id,
            title=title,
            source=source,
            text=text,
            start=start,
            end=end,
            chunk_ids=chunk_ids,
            hits=hits,
            score=score,
            page=page,
            page_end=page_end,
            page_label=page_label,
            page_end_label=page_end_label,
            heading=heading,
            links=links,
            ocr_confidence=ocr_confidence,
            channels=channels,
        )

        return passage
