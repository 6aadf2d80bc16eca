from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.chunk_language import ChunkLanguage
from ..types import UNSET, Unset

T = TypeVar("T", bound="Chunk")


@_attrs_define
class Chunk:
    """A stretch of one document: `text` is exactly the document's text at `start:end` (characters).

    `index` counts from 0 within the document; `page` and `page_end` count from 1 and are None where the
    document has no pages; `heading` is the path of headings above its first words ("Life > Early years"), and
    `headings` has the
    document's offset and the path of each heading that begins in it. `column_heads` are those of a table that began
    before the chunk:
    it is searched under them, but they are no part of its text, and so are `links`, where words in it lead, as Markdown
    writes links.
    `ocr_confidence` is how surely its text was recognised in a picture (0..1, higher is better), None where it was
    written.
    `embedding` has shape (dimensions,), unit length, and is None until computed.

        Attributes:
            id (str):
            document_id (str):
            index (int):
            text (str):
            start (int):
            end (int):
            language (ChunkLanguage):
            page (int | None | Unset):
            page_end (int | None | Unset):
            heading (str | Unset):  Default: ''.
            headings (list[list[int | str]] | Unset):
            column_heads (str | Unset):  Default: ''.
            links (list[str] | Unset):
            ocr_confidence (float | None | Unset):
            embedding (list[float] | None | Unset):
    """

    id: str
    document_id: str
    index: int
    text: str
    start: int
    end: int
    language: ChunkLanguage
    page: int | None | Unset = UNSET
    page_end: int | None | Unset = UNSET
    heading: str | Unset = ""
    headings: list[list[int | str]] | Unset = UNSET
    column_heads: str | Unset = ""
    links: list[str] | Unset = UNSET
    ocr_confidence: float | None | Unset = UNSET
    embedding: list[float] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        document_id = self.document_id

        index = self.index

        text = self.text

        start = self.start

        end = self.end

        language = self.language.value

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

        heading = self.heading

        headings: list[list[int | str]] | Unset = UNSET
        if not isinstance(self.headings, Unset):
            headings = []
            for headings_item_data in self.headings:
                headings_item = []
                for headings_item_item_data in headings_item_data:
                    headings_item_item: int | str
                    headings_item_item = headings_item_item_data
                    headings_item.append(headings_item_item)

                headings.append(headings_item)

        column_heads = self.column_heads

        links: list[str] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = self.links

        ocr_confidence: float | None | Unset
        if isinstance(self.ocr_confidence, Unset):
            ocr_confidence = UNSET
        else:
            ocr_confidence = self.ocr_confidence

        embedding: list[float] | None | Unset
        if isinstance(self.embedding, Unset):
            embedding = UNSET
        elif isinstance(self.embedding, list):
            embedding = self.embedding

        else:
            embedding = self.embedding

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "document_id": document_id,
                "index": index,
                "text": text,
                "start": start,
                "end": end,
                "language": language,
            }
        )
        if page is not UNSET:
            field_dict["page"] = page
        if page_end is not UNSET:
            field_dict["page_end"] = page_end
        if heading is not UNSET:
            field_dict["heading"] = heading
        if headings is not UNSET:
            field_dict["headings"] = headings
        if column_heads is not UNSET:
            field_dict["column_heads"] = column_heads
        if links is not UNSET:
            field_dict["links"] = links
        if ocr_confidence is not UNSET:
            field_dict["ocr_confidence"] = ocr_confidence
        if embedding is not UNSET:
            field_dict["embedding"] = embedding

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        document_id = d.pop("document_id")

        index = d.pop("index")

        text = d.pop("text")

        start = d.pop("start")

        end = d.pop("end")

        language = ChunkLanguage(d.pop("language"))

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

        heading = d.pop("heading", UNSET)

        _headings = d.pop("headings", UNSET)
        headings: list[list[int | str]] | Unset = UNSET
        if _headings is not UNSET:
            headings = []
            for headings_item_data in _headings:
                headings_item = []
                _headings_item = headings_item_data
                for headings_item_item_data in _headings_item:

                    def _parse_headings_item_item(data: object) -> int | str:
                        return cast(int | str, data)

                    headings_item_item = _parse_headings_item_item(
                        headings_item_item_data
                    )

                    headings_item.append(headings_item_item)

                headings.append(headings_item)

        column_heads = d.pop("column_heads", UNSET)

        links = cast(list[str], d.pop("links", UNSET))

        def _parse_ocr_confidence(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        ocr_confidence = _parse_ocr_confidence(d.pop("ocr_confidence", UNSET))

        def _parse_embedding(data: object) -> list[float] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                embedding_type_0 = cast(list[float], data)

                return embedding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float] | None | Unset, data)

        embedding = _parse_embedding(d.pop("embedding", UNSET))

        chunk = cls(
            id=id,
            document_id=document_id,
            index=index,
            text=text,
            start=start,
            end=end,
            language=language,
            page=page,
            page_end=page_end,
            heading=heading,
            headings=headings,
            column_heads=column_heads,
            links=links,
            ocr_confidence=ocr_confidence,
            embedding=embedding,
        )

        return chunk
