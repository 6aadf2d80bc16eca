from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.channel_result_channel import ChannelResultChannel
from ..models.channel_result_status import ChannelResultStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cypher_trace import CypherTrace
    from ..models.ranked_chunk import RankedChunk
    from ..models.usage import Usage


T = TypeVar("T", bound="ChannelResult")


@_attrs_define
class ChannelResult:
    """What one channel found. `status` "off" says why in `note` (not asked for, not trained, nothing linked).

    Attributes:
        channel (ChannelResultChannel):
        status (ChannelResultStatus):
        note (str | Unset):  Default: ''.
        ranked (list[RankedChunk] | Unset):
        cypher (list[CypherTrace] | Unset):
        usage (Usage | Unset): What one extraction or answer cost; `model_calls` is 0 when it came from the cache or
            needed no model.
        ms (float | Unset):  Default: 0.0.
    """

    channel: ChannelResultChannel
    status: ChannelResultStatus
    note: str | Unset = ""
    ranked: list[RankedChunk] | Unset = UNSET
    cypher: list[CypherTrace] | Unset = UNSET
    usage: Usage | Unset = UNSET
    ms: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel.value

        status = self.status.value

        note = self.note

        ranked: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.ranked, Unset):
            ranked = []
            for ranked_item_data in self.ranked:
                ranked_item = ranked_item_data.to_dict()
                ranked.append(ranked_item)

        cypher: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.cypher, Unset):
            cypher = []
            for cypher_item_data in self.cypher:
                cypher_item = cypher_item_data.to_dict()
                cypher.append(cypher_item)

        usage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.usage, Unset):
            usage = self.usage.to_dict()

        ms = self.ms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
                "status": status,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if ranked is not UNSET:
            field_dict["ranked"] = ranked
        if cypher is not UNSET:
            field_dict["cypher"] = cypher
        if usage is not UNSET:
            field_dict["usage"] = usage
        if ms is not UNSET:
            field_dict["ms"] = ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.cypher_trace import CypherTrace
        from ..models.ranked_chunk import RankedChunk
        from ..models.usage import Usage

        d = dict(src_dict)
        channel = ChannelResultChannel(d.pop("channel"))

        status = ChannelResultStatus(d.pop("status"))

        note = d.pop("note", UNSET)

        _ranked = d.pop("ranked", UNSET)
        ranked: list[RankedChunk] | Unset = UNSET
        if _ranked is not UNSET:
            ranked = []
            for ranked_item_data in _ranked:
                ranked_item = RankedChunk.from_dict(ranked_item_data)

                ranked.append(ranked_item)

        _cypher = d.pop("cypher", UNSET)
        cypher: list[CypherTrace] | Unset = UNSET
        if _cypher is not UNSET:
            cypher = []
            for cypher_item_data in _cypher:
                cypher_item = CypherTrace.from_dict(cypher_item_data)

                cypher.append(cypher_item)

        _usage = d.pop("usage", UNSET)
        usage: Usage | Unset
        if isinstance(_usage, Unset):
            usage = UNSET
        else:
            usage = Usage.from_dict(_usage)

        ms = d.pop("ms", UNSET)

        channel_result = cls(
            channel=channel,
            status=status,
            note=note,
            ranked=ranked,
            cypher=cypher,
            usage=usage,
            ms=ms,
        )

        return channel_result
