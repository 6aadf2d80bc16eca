from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.analysis import Analysis
    from ..models.channel_result import ChannelResult
    from ..models.link import Link
    from ..models.trace_ms import TraceMs
    from ..models.trace_weights import TraceWeights
    from ..models.usage import Usage


T = TypeVar("T", bound="Trace")


@_attrs_define
class Trace:
    """How the passages were found, what it took and what it cost.

    `reading` says what the question was taken to mean: which pronoun is whom, on which page was looked, how a misspelt
    name is read. `notes` say what else
    a reader should know, such as a citation of the model's that was not true.

        Attributes:
            analysis (Analysis): What the question asks about: names to link, relation words to link, content words to
                search for.

                `question` is as it is read: a misspelt name as the documents write it.
            reading (list[str] | Unset):
            links (list[Link] | Unset):
            channels (list[ChannelResult] | Unset):
            weights (TraceWeights | Unset):
            usage (Usage | Unset): What one extraction or answer cost; `model_calls` is 0 when it came from the cache or
                needed no model.
            ms (TraceMs | Unset):
            notes (list[str] | Unset):
    """

    analysis: Analysis
    reading: list[str] | Unset = UNSET
    links: list[Link] | Unset = UNSET
    channels: list[ChannelResult] | Unset = UNSET
    weights: TraceWeights | Unset = UNSET
    usage: Usage | Unset = UNSET
    ms: TraceMs | Unset = UNSET
    notes: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        analysis = self.analysis.to_dict()

        reading: list[str] | Unset = UNSET
        if not isinstance(self.reading, Unset):
            reading = self.reading

        links: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.links, Unset):
            links = []
            for links_item_data in self.links:
                links_item = links_item_data.to_dict()
                links.append(links_item)

        channels: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.channels, Unset):
            channels = []
            for channels_item_data in self.channels:
                channels_item = channels_item_data.to_dict()
                channels.append(channels_item)

        weights: dict[str, Any] | Unset = UNSET
        if not isinstance(self.weights, Unset):
            weights = self.weights.to_dict()

        usage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.usage, Unset):
            usage = self.usage.to_dict()

        ms: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ms, Unset):
            ms = self.ms.to_dict()

        notes: list[str] | Unset = UNSET
        if not isinstance(self.notes, Unset):
            notes = self.notes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "analysis": analysis,
            }
        )
        if reading is not UNSET:
            field_dict["reading"] = reading
        if links is not UNSET:
            field_dict["links"] = links
        if channels is not UNSET:
            field_dict["channels"] = channels
        if weights is not UNSET:
            field_dict["weights"] = weights
        if usage is not UNSET:
            field_dict["usage"] = usage
        if ms is not UNSET:
            field_dict["ms"] = ms
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.analysis import Analysis
        from ..models.channel_result import ChannelResult
        from ..models.link import Link
        from ..models.trace_ms import TraceMs
        from ..models.trace_weights import TraceWeights
        from ..models.usage import Usage

        d = dict(src_dict)
        analysis = Analysis.from_dict(d.pop("analysis"))

        reading = cast(list[str], d.pop("reading", UNSET))

        _links = d.pop("links", UNSET)
        links: list[Link] | Unset = UNSET
        if _links is not UNSET:
            links = []
            for links_item_data in _links:
                links_item = Link.from_dict(links_item_data)

                links.append(links_item)

        _channels = d.pop("channels", UNSET)
        channels: list[ChannelResult] | Unset = UNSET
        if _channels is not UNSET:
            channels = []
            for channels_item_data in _channels:
                channels_item = ChannelResult.from_dict(channels_item_data)

                channels.append(channels_item)

        _weights = d.pop("weights", UNSET)
        weights: TraceWeights | Unset
        if isinstance(_weights, Unset):
            weights = UNSET
        else:
            weights = TraceWeights.from_dict(_weights)

        _usage = d.pop("usage", UNSET)
        usage: Usage | Unset
        if isinstance(_usage, Unset):
            usage = UNSET
        else:
            usage = Usage.from_dict(_usage)

        _ms = d.pop("ms", UNSET)
        ms: TraceMs | Unset
        if isinstance(_ms, Unset):
            ms = UNSET
        else:
            ms = TraceMs.from_dict(_ms)

        notes = cast(list[str], d.pop("notes", UNSET))

        trace = cls(
            analysis=analysis,
            reading=reading,
            links=links,
            channels=channels,
            weights=weights,
            usage=usage,
            ms=ms,
            notes=notes,
        )

        return trace
