from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.answer_summary import AnswerSummary
    from ..models.evaluation_summary_corpus import EvaluationSummaryCorpus
    from ..models.evaluation_summary_intervals import EvaluationSummaryIntervals
    from ..models.evaluation_summary_methods import EvaluationSummaryMethods


T = TypeVar("T", bound="EvaluationSummary")


@_attrs_define
class EvaluationSummary:
    """A run of `citegraph eval`: what was measured, when, and the figures of each way of finding passages, with 95 %
    intervals.

    `answers` is None where only passages were looked for.

        Attributes:
            measured_at (datetime.datetime):
            corpus (EvaluationSummaryCorpus):
            methods (EvaluationSummaryMethods):
            intervals (EvaluationSummaryIntervals):
            answers (AnswerSummary | None | Unset):
    """

    measured_at: datetime.datetime
    corpus: EvaluationSummaryCorpus
    methods: EvaluationSummaryMethods
    intervals: EvaluationSummaryIntervals
    answers: AnswerSummary | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.answer_summary import AnswerSummary

        measured_at = self.measured_at.isoformat()

        corpus = self.corpus.to_dict()

        methods = self.methods.to_dict()

        intervals = self.intervals.to_dict()

        answers: dict[str, Any] | None | Unset
        if isinstance(self.answers, Unset):
            answers = UNSET
        elif isinstance(self.answers, AnswerSummary):
            answers = self.answers.to_dict()
        else:
            answers = self.answers

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "measured_at": measured_at,
                "corpus": corpus,
                "methods": methods,
                "intervals": intervals,
            }
        )
        if answers is not UNSET:
            field_dict["answers"] = answers

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.answer_summary import AnswerSummary
        from ..models.evaluation_summary_corpus import EvaluationSummaryCorpus
        from ..models.evaluation_summary_intervals import EvaluationSummaryIntervals
        from ..models.evaluation_summary_methods import EvaluationSummaryMethods

        d = dict(src_dict)
        measured_at = datetime.datetime.fromisoformat(d.pop("measured_at"))

        corpus = EvaluationSummaryCorpus.from_dict(d.pop("corpus"))

        methods = EvaluationSummaryMethods.from_dict(d.pop("methods"))

        intervals = EvaluationSummaryIntervals.from_dict(d.pop("intervals"))

        def _parse_answers(data: object) -> AnswerSummary | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                answers_type_0 = AnswerSummary.from_dict(data)

                return answers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AnswerSummary | None | Unset, data)

        answers = _parse_answers(d.pop("answers", UNSET))

        evaluation_summary = cls(
            measured_at=measured_at,
            corpus=corpus,
            methods=methods,
            intervals=intervals,
            answers=answers,
        )

        return evaluation_summary
