from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.answer_summary_figures import AnswerSummaryFigures
    from ..models.answer_summary_intervals import AnswerSummaryIntervals
    from ..models.answer_summary_kinds import AnswerSummaryKinds
    from ..models.usage import Usage


T = TypeVar("T", bound="AnswerSummary")


@_attrs_define
class AnswerSummary:
    """The figures of the answers of a run, with 95 % intervals, and the share right by kind and language of the question.

    `model` is empty where no chat model answered; `price` is None where no prices are set.

        Attributes:
            model (str):
            judged_by (str):
            questions (int):
            figures (AnswerSummaryFigures):
            intervals (AnswerSummaryIntervals):
            kinds (AnswerSummaryKinds):
            usage (Usage): What one extraction or answer cost; `model_calls` is 0 when it came from the cache or needed no
                model.
            price (float | None | Unset):
    """

    model: str
    judged_by: str
    questions: int
    figures: AnswerSummaryFigures
    intervals: AnswerSummaryIntervals
    kinds: AnswerSummaryKinds
    usage: Usage
    price: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        model = self.model

        judged_by = self.judged_by

        questions = self.questions

        figures = self.figures.to_dict()

        intervals = self.intervals.to_dict()

        kinds = self.kinds.to_dict()

        usage = self.usage.to_dict()

        price: float | None | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "model": model,
                "judged_by": judged_by,
                "questions": questions,
                "figures": figures,
                "intervals": intervals,
                "kinds": kinds,
                "usage": usage,
            }
        )
        if price is not UNSET:
            field_dict["price"] = price

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.answer_summary_figures import AnswerSummaryFigures
        from ..models.answer_summary_intervals import AnswerSummaryIntervals
        from ..models.answer_summary_kinds import AnswerSummaryKinds
        from ..models.usage import Usage

        d = dict(src_dict)
        model = d.pop("model")

        judged_by = d.pop("judged_by")

        questions = d.pop("questions")

        figures = AnswerSummaryFigures.from_dict(d.pop("figures"))

        intervals = AnswerSummaryIntervals.from_dict(d.pop("intervals"))

        kinds = AnswerSummaryKinds.from_dict(d.pop("kinds"))

        usage = Usage.from_dict(d.pop("usage"))

        def _parse_price(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        answer_summary = cls(
            model=model,
            judged_by=judged_by,
            questions=questions,
            figures=figures,
            intervals=intervals,
            kinds=kinds,
            usage=usage,
            price=price,
        )

        return answer_summary
