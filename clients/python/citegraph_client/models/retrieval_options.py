from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.retrieval_options_channels_type_0_item import (
    RetrievalOptionsChannelsType0Item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.retrieval_options_facets import RetrievalOptionsFacets


T = TypeVar("T", bound="RetrievalOptions")


@_attrs_define
class RetrievalOptions:
    """What the caller may choose.

    `channels` None: all of them; `window` is the number of neighbour chunks on each side of a hit. `facets` ask for
    documents whose records state one of the values of each, whatever the case of letters.

        Attributes:
            channels (list[RetrievalOptionsChannelsType0Item] | None | Unset):
            top_k (int | Unset):  Default: 5.
            window (int | Unset):  Default: 1.
            max_tokens (int | Unset):  Default: 3000.
            document_ids (list[str] | None | Unset):
            facets (RetrievalOptionsFacets | Unset):
    """

    channels: list[RetrievalOptionsChannelsType0Item] | None | Unset = UNSET
    top_k: int | Unset = 5
    window: int | Unset = 1
    max_tokens: int | Unset = 3000
    document_ids: list[str] | None | Unset = UNSET
    facets: RetrievalOptionsFacets | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        channels: list[str] | None | Unset
        if isinstance(self.channels, Unset):
            channels = UNSET
        elif isinstance(self.channels, list):
            channels = []
            for channels_type_0_item_data in self.channels:
                channels_type_0_item = channels_type_0_item_data.value
                channels.append(channels_type_0_item)

        else:
            channels = self.channels

        top_k = self.top_k

        window = self.window

        max_tokens = self.max_tokens

        document_ids: list[str] | None | Unset
        if isinstance(self.document_ids, Unset):
            document_ids = UNSET
        elif isinstance(self.document_ids, list):
            document_ids = self.document_ids

        else:
            document_ids = self.document_ids

        facets: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facets, Unset):
            facets = self.facets.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if channels is not UNSET:
            field_dict["channels"] = channels
        if top_k is not UNSET:
            field_dict["top_k"] = top_k
        if window is not UNSET:
            field_dict["window"] = window
        if max_tokens is not UNSET:
            field_dict["max_tokens"] = max_tokens
        if document_ids is not UNSET:
            field_dict["document_ids"] = document_ids
        if facets is not UNSET:
            field_dict["facets"] = facets

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.retrieval_options_facets import RetrievalOptionsFacets

        d = dict(src_dict)

        def _parse_channels(
            data: object,
        ) -> list[RetrievalOptionsChannelsType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                channels_type_0 = []
                _channels_type_0 = data
                for channels_type_0_item_data in _channels_type_0:
                    channels_type_0_item = RetrievalOptionsChannelsType0Item(
                        channels_type_0_item_data
                    )

                    channels_type_0.append(channels_type_0_item)

                return channels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RetrievalOptionsChannelsType0Item] | None | Unset, data)

        channels = _parse_channels(d.pop("channels", UNSET))

        top_k = d.pop("top_k", UNSET)

        window = d.pop("window", UNSET)

        max_tokens = d.pop("max_tokens", UNSET)

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

        _facets = d.pop("facets", UNSET)
        facets: RetrievalOptionsFacets | Unset
        if isinstance(_facets, Unset):
            facets = UNSET
        else:
            facets = RetrievalOptionsFacets.from_dict(_facets)

        retrieval_options = cls(
            channels=channels,
            top_k=top_k,
            window=window,
            max_tokens=max_tokens,
            document_ids=document_ids,
            facets=facets,
        )

        return retrieval_options
