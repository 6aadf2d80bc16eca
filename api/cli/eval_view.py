"""How a measurement is shown."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from api.cli.output import note, say, say_table

if TYPE_CHECKING:
    from evaluation.answers import AnswerReport
    from evaluation.comparison import Comparison
    from evaluation.intervals import Difference, Interval
    from evaluation.methods import EvalReport
    from evaluation.panel import PanelReport

_WITH_INTERVAL = ("recall@5", "all_recall@5", "mrr")


def show_report(report: "EvalReport") -> None:
    """Print a table of the methods, and one of the answers where they were measured."""
    if report.methods:
        names = list(next(iter(report.methods.values())))
        rows = [
            [method, *(_cell(name, scores, report.intervals.get(method, {})) for name in names)]
            for method, scores in report.methods.items()
        ]
        say_table(["method", *names], rows)
        first = next(iter(next(iter(report.each.values())).values()))
        say(f"{len(first)} questions; ± is half the width of the 95 % interval")
    if report.answers is not None:
        say()
        _show_answers(report.answers)


def _cell(name: str, scores: Mapping[str, float], intervals: "Mapping[str, Interval]") -> str:
    text = f"{scores[name]:.3f}"
    if name not in _WITH_INTERVAL or name not in intervals:
        return text
    low, high = intervals[name]
    return f"{text} ±{(high - low) / 2:.2f}"


def _show_answers(answers: "AnswerReport") -> None:
    who = "exact rules" if answers.panel is None else f"the vote of {answers.judged_by}"
    say(f"answers by {answers.model or 'the documents themselves, no chat model'}; right by {who}")
    rows = []
    for name, value in answers.figures.items():
        if name.startswith("ms_"):
            rows.append([name, f"{value:.0f}", "", str(len(answers.answers))])
        else:
            low, high = answers.intervals[name]
            rows.append([name, f"{value:.3f}", f"{low:.3f} to {high:.3f}", str(len(answers.each[name]))])
    say_table(["figure", "value", "95 %", "questions"], rows)
    if answers.kinds:
        say()
        kinds = [
            [name, f"{one['right']:.3f}", f"{one['questions']:.0f}"] for name, one in answers.kinds.items()
        ]
        say_table(["kind or language", "right", "questions"], kinds)
    if answers.usage.model_calls:
        tokens = answers.usage.input_tokens + answers.usage.output_tokens
        say(f"{answers.usage.model_calls} model calls, {tokens:,} tokens{_price(answers.price)}")
    if failed := [one for one in answers.answers if one.error]:
        say(f"{len(failed)} questions got no usable reply, such as {failed[0].id}: {failed[0].error}")
    if answers.panel is not None:
        show_panel(answers.panel)


def show_panel(panel: "PanelReport") -> None:
    """Print how far the judges agree, and what each cost."""
    kappa = "not defined: all votes are the same" if panel.kappa is None else f"{panel.kappa:.3f}"
    say(
        f"panel: {panel.replies} answers voted on, {panel.unanimous:.0%} unanimously, Fleiss' kappa {kappa}, "
        f"{panel.undecided} without a majority"
    )
    for judge in panel.judges:
        tokens = judge.usage.input_tokens + judge.usage.output_tokens
        unread = f", {judge.unread} votes that could not be read" if judge.unread else ""
        say(
            f"  {judge.judge}: {judge.usage.model_calls} calls, {tokens:,} tokens{_price(judge.price)}{unread}"
        )


def _price(price: float | None) -> str:
    return "" if price is None else f", at a price of {price:,.4f}"


def show_comparison(found: "Comparison", *, to_stderr: bool) -> None:
    """Print what changed since the saved run, and what of it is a significant loss."""
    if to_stderr:
        for one in found.losses:
            note(f"significant loss: {one.figure} {one.before:.3f} → {one.now:.3f}")
        return
    typer.echo()
    say("compared with the saved run, question by question:")
    say_table(
        ["figure", "before", "now", "difference", "95 %", "p of loss", "questions"], _rows(found.judged)
    )
    if found.single:
        say("single methods, which do not decide:")
        say_table(
            ["figure", "before", "now", "difference", "95 %", "p of loss", "questions"], _rows(found.single)
        )
    if found.missing:
        say(f"not measured now: {', '.join(found.missing)}")
    if found.losses:
        say(f"significant loss: {', '.join(one.figure for one in found.losses)}")
    else:
        say("no significant loss")


def _rows(found: "Sequence[Difference]") -> list[list[str]]:
    return [
        [
            one.figure,
            f"{one.before:.3f}",
            f"{one.now:.3f}",
            f"{one.now - one.before:+.3f}",
            f"{one.interval[0]:+.3f} to {one.interval[1]:+.3f}",
            f"{one.p_loss:.3f}",
            str(one.questions),
        ]
        for one in found
    ]
