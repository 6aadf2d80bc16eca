"""How chunks and the comparison of strategies are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.cli.output import say, say_table

if TYPE_CHECKING:
    from evaluation.splitting import SplitScore, SplitScores
    from extraction.split.comparison import StrategyReport
    from schemas.chunk import Chunk

_HEAD_CHARS = 60
_FEW = 30
_FIGURES = ("gold_text", "recall@5", "mrr", "whole")


def show_reports(reports: "Sequence[StrategyReport]", scores: "SplitScores | None" = None) -> None:
    """Print the counts and lengths of each strategy's chunks, and how well they are found where that was scored."""
    found = {score.strategy: score for score in scores.scores} if scores else {}
    headings = ("strategy", "chunks", "mean chars", "median chars", "max chars", "cut a sentence")
    rows = [
        (
            report.strategy,
            str(report.chunks),
            f"{report.mean_chars:.0f}",
            f"{report.median_chars:.0f}",
            str(report.max_chars),
            str(report.cut_sentences),
            *(_figures(found[report.strategy]) if found else ()),
        )
        for report in reports
    ]
    say_table((*headings, *(_FIGURES if found else ())), rows)


def show_scores(scores: "SplitScores") -> None:
    """Print which strategy finds more than the one in use, and whether the difference means anything."""
    left_out = f", {scores.left_out} others left out" if scores.left_out else ""
    say()
    say(f"{scores.questions} questions{left_out}; ± is half the width of the 95 % interval")
    say(
        f"gold_text: how much of the texts that answer is among the first {scores.budget_chars:,} characters found, the fair figure where "
        "lengths differ; recall@5: pieces half of which the first 5 chunks have; whole: pieces that one chunk holds from end to end"
    )
    for score in scores.scores:
        if score.strategy != scores.in_use:
            say(_sentence(score, scores.in_use))
    say(_advice(scores))


def show_chunks(title: str, chunks: "Sequence[Chunk]") -> None:
    """Print a line for each chunk of a document."""
    say(f"{title}: {len(chunks)} chunks")
    say_table(("chunk", "from", "to", "page", "heading", "begins"), [_row(chunk) for chunk in chunks])


def _figures(score: "SplitScore") -> list[str]:
    return [
        f"{score.figures[name]:.3f} ±{(score.intervals[name][1] - score.intervals[name][0]) / 2:.2f}"
        for name in _FIGURES
    ]


def _sentence(score: "SplitScore", in_use: str) -> str:
    if score.against is None:
        return ""
    low, high = score.against.interval
    gained = score.against.now - score.against.before
    meaning = {
        "better": f"better than {in_use}",
        "worse": f"worse than {in_use}",
    }.get(score.verdict, f"no difference from {in_use} beyond chance")
    return f"{score.strategy}: {meaning}, {gained:+.3f} ({low:+.3f} to {high:+.3f}, p {score.p:.3f})"


def _advice(scores: "SplitScores") -> str:
    better = [score for score in scores.scores if score.verdict == "better"]
    if better:
        best = max(better, key=lambda score: score.figures[_FIGURES[0]])
        return (
            f"{best.strategy} finds more than {scores.in_use}, which is in use: set CITEGRAPH_SPLIT__STRATEGY={best.strategy} and ingest "
            "the documents again"
        )
    few = f" {scores.questions} questions show only large differences." if scores.questions < _FEW else ""
    return f"keep {scores.in_use}, which is in use: no other is better by more than chance.{few}"


def _row(chunk: "Chunk") -> tuple[str, ...]:
    begins = " ".join(chunk.text[: 2 * _HEAD_CHARS].split())[:_HEAD_CHARS]
    pages = dict.fromkeys(str(page) for page in (chunk.page, chunk.page_end) if page is not None)
    return (
        str(chunk.index),
        str(chunk.start),
        str(chunk.end),
        "–".join(pages),
        chunk.heading[:_HEAD_CHARS],
        begins,
    )
