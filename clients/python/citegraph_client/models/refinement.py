from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.graph_schema import GraphSchema
    from ..models.job_estimate import JobEstimate
    from ..models.merges import Merges
    from ..models.round_ import Round
    from ..models.usage import Usage


T = TypeVar("T", bound="Refinement")


@_attrs_define
class Refinement:
    """The schema of the last round that was worth it, and all rounds.

    `merges` are those that a chat model agreed to; `estimate` is what asking it might need at most, `usage` what it
    took;
    nothing was asked that had been answered before.

        Attributes:
            refined (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is approved at a time.
            rounds (list[Round]):
            merges (Merges | Unset): Merges of open names, definitions of open relations, and the names about which the
                model gave no usable answer.

                Open relations go by their lemma, types by any spelling.
            estimate (JobEstimate | None | Unset):
            usage (Usage | Unset): What one extraction or answer cost; `model_calls` is 0 when it came from the cache or
                needed no model.
    """

    refined: GraphSchema
    rounds: list[Round]
    merges: Merges | Unset = UNSET
    estimate: JobEstimate | None | Unset = UNSET
    usage: Usage | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_estimate import JobEstimate

        refined = self.refined.to_dict()

        rounds = []
        for rounds_item_data in self.rounds:
            rounds_item = rounds_item_data.to_dict()
            rounds.append(rounds_item)

        merges: dict[str, Any] | Unset = UNSET
        if not isinstance(self.merges, Unset):
            merges = self.merges.to_dict()

        estimate: dict[str, Any] | None | Unset
        if isinstance(self.estimate, Unset):
            estimate = UNSET
        elif isinstance(self.estimate, JobEstimate):
            estimate = self.estimate.to_dict()
        else:
            estimate = self.estimate

        usage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.usage, Unset):
            usage = self.usage.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "refined": refined,
                "rounds": rounds,
            }
        )
        if merges is not UNSET:
            field_dict["merges"] = merges
        if estimate is not UNSET:
            field_dict["estimate"] = estimate
        if usage is not UNSET:
            field_dict["usage"] = usage

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.graph_schema import GraphSchema
        from ..models.job_estimate import JobEstimate
        from ..models.merges import Merges
        from ..models.round_ import Round
        from ..models.usage import Usage

        d = dict(src_dict)
        refined = GraphSchema.from_dict(d.pop("refined"))

        rounds = []
        _rounds = d.pop("rounds")
        for rounds_item_data in _rounds:
            rounds_item = Round.from_dict(rounds_item_data)

            rounds.append(rounds_item)

        _merges = d.pop("merges", UNSET)
        merges: Merges | Unset
        if isinstance(_merges, Unset):
            merges = UNSET
        else:
            merges = Merges.from_dict(_merges)

        def _parse_estimate(data: object) -> JobEstimate | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                estimate_type_0 = JobEstimate.from_dict(data)

                return estimate_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobEstimate | None | Unset, data)

        estimate = _parse_estimate(d.pop("estimate", UNSET))

        _usage = d.pop("usage", UNSET)
        usage: Usage | Unset
        if isinstance(_usage, Unset):
            usage = UNSET
        else:
            usage = Usage.from_dict(_usage)

        refinement = cls(
            refined=refined,
            rounds=rounds,
            merges=merges,
            estimate=estimate,
            usage=usage,
        )

        return refinement
