from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="EntityMention")


@_attrs_define
class EntityMention:
    """A place where a document names an entity: from `start` in the chunk, written `surface`, in these `words`.

    Attributes:
        chunk_id (str):
        start (int):
        surface (str):
        words (str):
        document_id (str):
        source (str):
        title (str):
        page (int | None | Unset):
    """

    chunk_id: str
    start: int
    surface: str
    words: str
    document_id: str
    source: str
    title: str
    page: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        chunk_id = self.chunk_id

        start = self.start

        surface = self.surface

        words = self.words

        document_id = self.document_id

        source = self.source

        title = self.title

        page: int | None | Unset
        if isinstance(self.page, Unset):
            page = UNSET
        else:
            page = self.page

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "chunk_id": chunk_id,
                "start": start,
                "surface": surface,
                "words": words,
                "document_id": document_id,
                "source": source,
                "title": title,
            }
        )
        if page is not UNSET:
            field_dict["page"] = page

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        chunk_id = d.pop("chunk_id")

        start = d.pop("start")

        surface = d.pop("surface")

        words = d.pop("words")

        document_id = d.pop("document_id")

        source = d.pop("source")

        title = d.pop("title")

        def _parse_page(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        page = _parse_page(d.pop("page", UNSET))

        entity_mention = cls(
            chunk_id=chunk_id,
            start=start,
            surface=surface,
            words=words,
            document_id=document_id,
            source=source,
            title=title,
            page=page,
        )

        return entity_mention
