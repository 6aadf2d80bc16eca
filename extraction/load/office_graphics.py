"""Charts and diagrams (SmartArt) of Office Open XML as text: what is written in them, and what they show."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.load.loaded_text import TextBlock, row_blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_NAMES, _VALUES = (f"{_CHART}cat", f"{_CHART}xVal"), (f"{_CHART}val", f"{_CHART}yVal")
_INDENT = "  "
_DEEPEST = 50


def chart_blocks(chart: "_Element") -> Iterator[TextBlock]:
    """The titles of the chart and its axes, and its data as a table: a row for each category, a column for each series."""
    for title in chart.iter(f"{_CHART}title"):
        cached = [node.text or "" for node in title.iter(f"{_CHART}v")]
        yield TextBlock(
            "".join(node.text or "" for node in title.iter(f"{_DRAWN}t")) or " ".join(cached), "caption"
        )
    series = list(chart.iter(f"{_CHART}ser"))
    names = [_joined(one.find(f"{_CHART}tx")) for one in series]
    labels: dict[int, str] = {}
    columns = []
    for one in series:
        for name, label in _points(one, _NAMES).items():
            labels.setdefault(name, label)
        columns.append(_points(one, _VALUES))
    places = sorted({*labels, *(place for column in columns for place in column)})
    rows = [[labels.get(place, ""), *(column.get(place, "") for column in columns)] for place in places]
    yield from row_blocks([["", *names], *rows] if any(names) else rows)


def diagram_blocks(model: "_Element") -> Iterator[TextBlock]:
    """The words of a diagram by its data model, as a list in which what hangs below a point is indented."""
    points = {point.get("modelId"): point for point in model.iter(f"{_DIAGRAM}pt")}
    below: dict[str | None, list[tuple[int, str | None]]] = defaultdict(list)
    for tie in model.iter(f"{_DIAGRAM}cxn"):
        if tie.get("type", "parOf") == "parOf":
            below[tie.get("srcId")].append((_whole(tie.get("srcOrd")), tie.get("destId")))
    roots = [name for name, point in points.items() if point.get("type") == "doc"]
    waiting = [(0, name) for name in reversed(roots)]
    met: set[str | None] = set()
    while waiting:
        depth, name = waiting.pop()
        if name in met or name not in points or depth > _DEEPEST:
            continue
        met.add(name)
        words = _words(points[name])
        if words:
            yield TextBlock(
                f"- {words}", "item", joined=len(met) > len(roots) + 1, indent=_INDENT * max(0, depth - 1)
            )
        waiting.extend(
            (depth + 1, inner) for _, inner in sorted(below[name], key=lambda tied: tied[0], reverse=True)
        )


def _words(point: "_Element") -> str:
    paragraphs = point.iter(f"{_DRAWN}p")
    lines = ("".join(node.text or "" for node in paragraph.iter(f"{_DRAWN}t")) for paragraph in paragraphs)
    return " ".join(" ".join(lines).split())


def _joined(element: "_Element | None") -> str:
    return "" if element is None else " ".join(node.text or "" for node in element.iter(f"{_CHART}v"))


def _points(series: "_Element", parts: tuple[str, ...]) -> dict[int, str]:
    """The values of the series by their places; those of several levels together, the outer one first."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in parts:
        for point in series.iterfind(f"{part}//{_CHART}pt"):
            value = point.find(f"{_CHART}v")
            found[_whole(point.get("idx"))].insert(0, "" if value is None else value.text or "")
    return {place: " ".join(values) for place, values in found.items()}


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
