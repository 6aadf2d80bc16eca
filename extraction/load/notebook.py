"""Notebooks of Jupyter (.ipynb)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.load.accounting import Account, LeftOut
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, join_texts
from extraction.load.markdown import read_markdown
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError

_SAVE_AGAIN = "Save it from Jupyter again, or export it as .md."


class Notebook:
    """Jupyter notebooks of version 4."""

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
        cells = notebook.get("cells") if isinstance(notebook, dict) else None
        if not isinstance(cells, list):
            raise DocumentRejectedError(f"{name} is not a notebook of version 4", remedy=_SAVE_AGAIN)
        left_out: list[LeftOut] = []
        texts = [
            text
            for number, cell in enumerate(cells, start=1)
            if isinstance(cell, dict)
            for text in _cell(cell, f"cell {number}", left_out)
        ]
        loaded = join_texts(texts)
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        title = next((text.title for text in texts if text.title), None)
        warnings = Account(left_out=tuple(left_out)).warnings()
        return [replace(loaded, title=title, warnings=(*loaded.warnings, *warnings))]


def _cell(cell: dict[str, object], place: str, left_out: list[LeftOut]) -> Iterator[LoadedText]:
    source = _joined(cell.get("source"))
    if cell.get("cell_type") == "markdown":
        yield read_markdown(source)
    elif cell.get("cell_type") == "code":
        yield _code(source)
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            yield _code(_printed(output, place, left_out))
    else:
        yield replace(read_text(source), title=None)


def _code(text: str) -> LoadedText:
    return join_blocks([TextBlock(text, "code")])


def _printed(output: object, place: str, left_out: list[LeftOut]) -> str:
    """The text of an output; what else it has is said."""
    if not isinstance(output, dict):
        return ""
    if "text" in output:
        return _joined(output["text"])
    data = output.get("data")
    if isinstance(data, dict):
        if "text/plain" in data and not any(str(kind).startswith("image/") for kind in data):
            return _joined(data["text/plain"])
        left_out.extend(
            LeftOut("picture not read", str(kind), place) for kind in data if kind != "text/plain"
        )
        return ""
    if output.get("output_type") == "error":
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    return ""


def _joined(source: object) -> str:
    if isinstance(source, list):
        return "".join(str(line) for line in source)
    return source if isinstance(source, str) else ""
