"""The tables that are printed."""

from collections.abc import Iterable, Sequence

from benchmarks.documents.case import Case
from benchmarks.documents.measure import Measured
from benchmarks.documents.scores import Score

_HEAD = "| {0} | text kept % | order errors | table cells right | page right | wrongly left in | title | headings | CPU s | memory MB |"
_RULE = "|---|---|---|---|---|---|---|---|---|---|"


def report(cases: Sequence[Case], results: dict[str, dict[str, tuple[Score, Measured]]], machine: str) -> str:
    """A page: for each format all readers in total, and a table of all files for each reader."""
    lines = ["# Documents", "", f"{len(cases)} files, {machine}.", "", _HEAD.format("format, reader"), _RULE]
    for suffix in dict.fromkeys(case.suffix for case in cases):
        names = [case.name for case in cases if case.suffix == suffix]
        for reader, found in results.items():
            if own := [found[name] for name in names if name in found]:
                lines.append(_row(f"{suffix}, {reader}", own))
    for reader, found in results.items():
        lines += ["", f"## {reader}", "", _HEAD.format("file"), _RULE]
        for case in cases:
            if case.name in found:
                one = found[case.name]
                failure = f" ({one[1].failure})" if one[1].failure else ""
                lines.append(_row(f"{case.name}{case.suffix} ({case.program}){failure}", [one]))
    return "\n".join(lines) + "\n"


def _row(name: str, outcomes: Iterable[tuple[Score, Measured]]) -> str:
    outcomes = list(outcomes)
    total = sum((one for one, _ in outcomes), Score())
    cells = [
        name,
        f"{100 * total.words_kept / max(total.words, 1):.1f}",
        _share(total.order_errors, total.sentences),
        _share(total.cells_right, total.cells),
        _share(total.pages_right, total.pages),
        _share(total.left_in, total.absent),
        _share(total.titles_right, total.titles),
        _share(total.headings_right, total.headings),
        f"{sum(cost.cpu_s for _, cost in outcomes):.2f}",
        f"{max(cost.memory_mb for _, cost in outcomes):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "–"
