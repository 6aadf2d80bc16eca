"""Notebooks of Jupyter (.ipynb)."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.decoding import decode_text
from extraction.load.html.dom import parse_page
from extraction.load.html.reader import read_tree
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, join_texts
from extraction.load.markdown import read_markdown
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError

_SAVE_AGAIN = "Save it from Jupyter again, or export it as .md."
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_NO_TEXT = re.compile(r"\s*<[^<>]*>\s*")
"""What Python prints of a thing that is shown otherwise: `<Figure size 640x480 with 1 Axes>`."""
_RICH = ("text/html", "text/markdown")


class Notebook:
    """Jupyter notebooks of version 4 and, as IPython wrote them, 3."""

    name = "notebook"
    media_types = ("application/x-ipynb+json",)
    suffixes = (".ipynb",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The cells in their order: text as Markdown, programs as code with what they printed; pictures are left out.

        Raises:
            DocumentRejectedError: it is no notebook, or holds too much.
        """
        try:
            notebook = json.loads(decode_text(content, name).text)
        except (ValueError, RecursionError) as error:
            raise DocumentRejectedError(f"{name} is not a notebook ({error})", remedy=_SAVE_AGAIN) from error
        cells = _cells(notebook)
        if cells is None:
            raise DocumentRejectedError(f"{name} is not a notebook of version 3 or 4", remedy=_SAVE_AGAIN)
        reading = _Reading(max_bytes)
        texts = [text for number, cell in _numbered(cells) for text in reading.cell(cell, f"cell {number}")]
        loaded = join_texts(texts)
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        title = next((text.title for text in texts if text.title), None)
        account = account_for_words(_seen(cells), loaded.text, reading.left_out)
        return [replace(loaded, title=title).with_warnings(account.warnings())]


@dataclass
class _Reading:
    """The reading of one file."""

    max_bytes: int
    left_out: list[LeftOut] = field(default_factory=list)

    def cell(self, cell: dict[str, object], place: str) -> Iterator[LoadedText]:
        source = _joined(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            yield replace(read_markdown(source), warnings=())
        elif cell.get("cell_type") == "code":
            yield _code(source)
            for _, output in _numbered(cell.get("outputs")):
                yield from self._output(output, place)
        else:
            yield replace(read_text(source), title=None)
        attached = cell.get("attachments")
        self._pictures(attached if isinstance(attached, dict) else {}, place)

    def _output(self, output: dict[str, object], place: str) -> Iterator[LoadedText]:
        """What is seen of an output: of several forms the one that says most."""
        if output.get("output_type") == "error":
            trace = _COLOURS.sub("", _joined(output.get("traceback"), "\n"))
            self.left_out.append(LeftOut("traceback left out", trace, place))
            yield _code(_COLOURS.sub("", f"{output.get('ename', '')}: {output.get('evalue', '')}"))
        elif "text" in output:
            yield _code(_COLOURS.sub("", _joined(output["text"])))
        data = output.get("data")
        forms = data if isinstance(data, dict) else {}
        self._pictures({kind: "" for kind in forms if not str(kind).startswith("text/")}, place)
        plain, page = _joined(forms.get("text/plain")), _joined(forms.get("text/html"))
        is_shown_otherwise = not plain.strip() or bool(_NO_TEXT.fullmatch(plain))
        if "text/markdown" in forms:
            yield replace(read_markdown(_joined(forms["text/markdown"])), title=None, warnings=())
        elif page and (is_shown_otherwise or "<table" in page):
            yield self._page(page, place)
        elif "text/latex" in forms and is_shown_otherwise:
            yield join_blocks([TextBlock(_joined(forms["text/latex"]))])
        elif not is_shown_otherwise:
            yield _code(_COLOURS.sub("", plain))

    def _page(self, page: str, place: str) -> LoadedText:
        tree = parse_page(page, place)
        if tree is None:
            return LoadedText("")
        return replace(read_tree(tree, place, max_bytes=self.max_bytes, whole=True), title=None)

    def _pictures(self, kinds: dict[str, object], place: str) -> None:
        self.left_out.extend(LeftOut("picture or program not read", str(kind), place) for kind in kinds)


def _cells(notebook: object) -> list[object] | None:
    """The cells as version 4 has them; None where there are none."""
    parts = notebook if isinstance(notebook, dict) else {}
    if isinstance(parts.get("cells"), list):
        return list(parts["cells"])
    if not isinstance(parts.get("worksheets"), list):
        return None
    return [
        _renewed(cell)
        for _, sheet in _numbered(parts["worksheets"])
        for _, cell in _numbered(sheet.get("cells"))
    ]


def _renewed(cell: dict[str, object]) -> dict[str, object]:
    """A cell of version 3 as one of version 4."""
    if cell.get("cell_type") == "heading":
        level = cell.get("level")
        mark = "#" * (level if isinstance(level, int) else 1)
        return {"cell_type": "markdown", "source": f"{mark} {_joined(cell.get('source'))}"}
    outputs = [
        {**output, "output_type": "error" if output.get("output_type") == "pyerr" else "stream"}
        for _, output in _numbered(cell.get("outputs"))
    ]
    return {**cell, "source": cell.get("source", cell.get("input")), "outputs": outputs}


def _numbered(found: object) -> Iterator[tuple[int, dict[str, object]]]:
    """The objects of a list with their numbers."""
    listed = found if isinstance(found, list) else []
    return ((number, each) for number, each in enumerate(listed, start=1) if isinstance(each, dict))


def _code(text: str) -> LoadedText:
    return join_blocks([TextBlock(text, "code")])


def _joined(source: object, between: str = "") -> str:
    if isinstance(source, list):
        return between.join(str(line) for line in source)
    return source if isinstance(source, str) else ""


def _seen(cells: Sequence[object]) -> Iterator[tuple[str, str]]:
    """All strings of the cells and their outputs that are text, by the keys that they stand under."""
    for number, cell in enumerate(cells, start=1):
        for text in _strings(cell):
            yield f"cell {number}", _COLOURS.sub("", text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        forms = [*_RICH, "text/plain"]
        chosen = next((form for form in forms if form in value), "")
        for key, inner in value.items():
            if key in {"source", "text", "ename", "evalue", "traceback"} or (key == chosen == "text/plain"):
                text = _joined(inner, "\n" if key == "traceback" else "")
                yield "" if _NO_TEXT.fullmatch(text) else text
            elif key in {"outputs", "data"}:
                yield from _strings(inner)
