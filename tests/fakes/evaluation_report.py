"""A run of `citegraph eval` as it is kept."""

from evaluation.answers import AnsweredQuestion, AnswerReport
from evaluation.methods import EvalReport
from schemas.extraction import Usage


def evaluation_report(data: str = "notes", *, questions: int = 40) -> EvalReport:
    """A run on this data in which each question was found and answered alike, but for its intervals."""
    figures = {"recall@2": 0.55, "recall@5": 0.75, "recall@10": 0.8, "all_recall@5": 0.6, "mrr": 0.7}
    methods = {name: {**figures, "ms_p50": 80.0, "ms_p95": 210.5} for name in ("bm25", "dense", "fusion")}
    within = {name: (value - 0.1, value + 0.1) for name, value in figures.items()}
    return EvalReport(
        corpus={"data": data, "documents": 6, "questions": questions},
        settings={},
        methods=methods,
        intervals=dict.fromkeys(methods, within),
        each={"fusion": {"recall@5": {"q1": 0.75}}},
        answers=AnswerReport(
            model="",
            judged_by="exact rules",
            figures={"right": 0.72, "citation_precision": 0.95, "ms_p50": 320.0},
            intervals={"right": (0.58, 0.84), "citation_precision": (0.9, 1.0)},
            kinds={"fact": {"questions": 21, "right": 0.86}, "ko": {"questions": 17, "right": 0.94}},
            usage=Usage(),
            each={"right": {"q1": 1.0}},
            answers=(AnsweredQuestion(id="q1", question="Who?", text="Ada [1].", found=True, right=True),),
        ),
    )
