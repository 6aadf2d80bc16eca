from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.channel_rank_channel import ChannelRankChannel
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelRank")


@_attrs_define
class ChannelRank:
    """The place (from 1) a channel gave a passage, and why.

    Attributes:
        channel (ChannelRankChannel):
        rank (int):
        why (str | Unset):  Default: ''.
    """

    channel: ChannelRankChannel
    rank: int
    why: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel.value

        rank = self.rank

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
                "rank": rank,
            }
        )
        if why is not UNSET:
            field_dict["why"] = why

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        channel = ChannelRankChannel(d.pop("channel"))

        rank = d.pop("rank")

        why = d.pop("why", UNSET)

        channel_rank = cls(
            channel=channel,
            rank=rank,
            why=why,
        )

        return channel_rank
