"""reStructuredText, by docutils."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.links import mark_link
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_block
from extraction.load.markup.restructured_words import restructured_words
from extraction.load.numbering import in_format
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from docutils import nodes

_INDENT = "  "
# Nothing is read from other files or from the web, and no problem of the markup ends the reading.
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "_disable_config": True,
    "syntax_highlight": "none",
}
_UNREAD = {
    "comment": "comment left out",
    "raw": "raw markup left out",
}
_DEFINITIONS = {"substitution_definition", "pending", "label"}
_STATED = {
    "author",
    "organization",
    "contact",
    "version",
    "status",
    "date",
    "copyright",
    "address",
    "revision",
}
_DIRECTIVE = re.compile(r"\s*\.\. ([\w:.+-]+)::[ \t]*([^\n]*)(?:\n[ \t]+:[^\n]*)*\n?")
_ROLE = re.compile(r":[\w:.+-]+:`~?([^`<]*?)\s*(?:<[^>]*>)?`")
_PROGRAMS = {"code-block", "sourcecode", "code", "parsed-literal", "doctest", "testcode"}
_OTHER_FILES = re.compile(
    r"include|literalinclude|toctree|raw|index|auto.*|currentmodule|highlight|contents|image|csv-table"
)
_CAPTION = re.compile(r"^[ \t]+:caption:[ \t]*(.+)$", re.MULTILINE)
_CONDITIONS = {
    "only",
    "ifconfig",
    "tabularcolumns",
    "rst-class",
    "cssclass",
    "container",
    "grid",
    "tab-set",
    "hlist",
}
_STATEMENTS = {"field", "definition_list_item", "option_list_item"}
_NAMES = {"field_name", "term", "classifier", "option_group"}
_FORMS = {
    "loweralpha": "lowerLetter", "upperalpha": "upperLetter", "lowerroman": "lowerRoman", "upperroman": "upperRoman",
}  # fmt: skip
_CODE = {"literal_block", "doctest_block", "math_block"}


class RestructuredText(ConfiguredFormat):
    """reStructuredText files."""

    name = "rst"
    media_types = ("text/x-rst", "text/prs.fallenstein.rst")
    suffixes = (".rst", ".rest")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, lists, tables, code and notes; directives that docutils does not know are left out.

        Raises:
            DocumentRejectedError: it is not text, nested too deeply, or holds too much.
        """
        decoded = self.decoded(content, name)
        try:
            tree = _tree(decoded.text)
            walk = _Walk()
            loaded = join_blocks(limited_blocks(walk.blocks(tree), name, max_bytes=max_bytes))
        except (RecursionError, ValueError, AttributeError, IndexError, KeyError, TypeError) as error:
            raise DocumentRejectedError(
                f"{name} cannot be read as reStructuredText ({error})", remedy="Save its text as .txt."
            ) from error
        account = account_for_words(restructured_words(decoded.text), loaded.text, walk.left_out)
        title = tree.get("title") or loaded.first_heading
        return [replace(loaded, title=title, warnings=(*decoded.warnings, *account.warnings()))]


@dataclass
class _Walk:
    left_out: list[LeftOut] = field(default_factory=list)

    def blocks(self, node: "nodes.Node", level: int = 0, depth: int = 0) -> Iterator[TextBlock]:
        for child in node.children:
            kind = child.__class__.__name__
            if kind == "system_message":  # what docutils says of the markup, no part of the text
                yield from self._unknown(child, level, depth)
            elif reason := _UNREAD.get(kind) or _reason(child):
                self.left_out.append(LeftOut(reason, child.astext()))
            elif kind == "section":
                yield from self.blocks(child, max(1, level) + 1, depth)
            elif kind in {"bullet_list", "enumerated_list"}:
                yield from self._list(child, level, depth)
            elif kind == "table":
                yield from self._table(child)
            elif kind == "line_block":
                yield TextBlock("\n".join(_lines(child)))
            elif kind in {"footnote", "citation"}:
                yield self._note(child, level)
            elif kind in _STATEMENTS:
                yield from self._statement(child, level, depth)
            elif kind in _DEFINITIONS:
                continue
            elif block := _block(child, kind, level):
                yield block
            else:
                yield from self.blocks(child, level, depth)

    def _unknown(self, message: "nodes.Node", level: int, depth: int) -> Iterator[TextBlock]:
        """What is in a directive that docutils does not know, as those of Sphinx, or in markup that it cannot read."""
        from docutils import nodes

        for shown in message.findall(nodes.literal_block):
            text, found = shown.astext(), _DIRECTIVE.match(shown.astext())
            if found is None or _OTHER_FILES.fullmatch(found[1]):
                place = f"line {message.get('line', 1)}"
                self.left_out.append(LeftOut("markup that is not known left out", text, place))
                continue
            inner = dedent(text[found.end() :])
            if found[1] in _PROGRAMS:
                caption = _CAPTION.search(found[0])
                yield TextBlock(caption[1] if caption else "", "caption")
                yield TextBlock(inner.strip("\n"), "code")
            else:
                if found[1] not in _CONDITIONS:
                    yield from self.blocks(_tree(found[2]), level, depth)
                yield from self.blocks(_tree(inner), level, depth)

    def _note(self, node: "nodes.Node", level: int) -> TextBlock:
        label, *_ = node.children
        named = [f"[{label.astext()}]"] if node.__class__.__name__ == "citation" else []
        said = (block.text for block in self.blocks(node, level))
        return TextBlock(" ".join([*named, *said]), "note")

    def _statement(self, node: "nodes.Node", level: int, depth: int) -> Iterator[TextBlock]:
        """What is named and what is said of it: a field in one line, a term and an option with their text on the next."""
        kind = node.__class__.__name__
        named = [child for child in node.children if child.__class__.__name__ in _NAMES]
        said = [
            block
            for child in node.children
            if child not in named
            for block in self._said(child, level, depth)
        ]
        name = (", " if kind == "option_list_item" else ": ").join(filter(None, map(_name, named)))
        if kind == "field" and said and said[0].kind == "paragraph":
            name, said = f"{name}: {said[0].text}", said[1:]
        yield TextBlock(name)
        for number, block in enumerate(said):
            yield (
                replace(block, joined=True)
                if not number and block.kind == "paragraph" and kind != "field"
                else block
            )

    def _said(self, node: "nodes.Node", level: int, depth: int) -> Iterator[TextBlock]:
        block = _block(node, node.__class__.__name__, level)
        return iter((block,)) if block else self.blocks(node, level, depth)

    def _list(self, node: "nodes.Node", level: int, depth: int) -> Iterator[TextBlock]:
        numbered = node.__class__.__name__ == "enumerated_list"
        number, form = int(node.get("start", 1)), _FORMS.get(node.get("enumtype"), "decimal")
        before, after = node.get("prefix", ""), node.get("suffix", ".")
        for item in node.children:
            marked = False
            for block in self.blocks(item, level, depth + 1):
                if block.kind == "paragraph" and not marked:
                    mark = f"{before}{in_format(number, form)}{after} " if numbered else "- "
                    yield TextBlock(f"{mark}{block.text}", "item", joined=True, indent=_INDENT * depth)
                    marked = True
                else:
                    yield block
            number += 1

    def _table(self, table: "nodes.Node") -> Iterator[TextBlock]:
        for child in table.children:
            if child.__class__.__name__ == "title":
                yield TextBlock(_line(child), "caption")
        rows = [
            row.children
            for group in table.children
            for part in group.children
            if part.__class__.__name__ in {"thead", "tbody"}
            for row in part.children
        ]
        notes: list[TextBlock] = []
        for number, row in enumerate(self._cells(rows, notes)):
            yield row_block(row, joined=number > 0)
        yield from notes

    def _cells(self, rows: "Sequence[Sequence[nodes.Node]]", notes: list[TextBlock]) -> Iterator[list[str]]:
        """The words of the cells of each row; a merged cell's in each place that it covers."""
        covered: dict[int, tuple[int, str]] = {}
        for row in rows:
            cells: list[str] = []
            for entry in [*row, None]:
                while len(cells) in covered:
                    left, words = covered.pop(len(cells))
                    if left > 1:
                        covered[len(cells)] = left - 1, words
                    cells.append(words)
                if entry is not None:
                    blocks = list(self.blocks(entry))
                    notes += [block for block in blocks if block.kind == "note"]
                    words = " ".join(block.text for block in blocks if block.kind != "note")
                    for _ in range(entry.get("morecols", 0) + 1):
                        if down := entry.get("morerows", 0):
                            covered[len(cells)] = down, words
                        cells.append(words)
            yield cells


def _reason(node: "nodes.Node") -> str:
    """Why a node is no part of the text; empty where it is."""
    is_contents = node.__class__.__name__ == "topic" and "contents" in node.get("classes", [])
    return "table of contents left out" if is_contents else ""


def _name(node: "nodes.Node") -> str:
    """What is named; of an option all its forms."""
    if node.__class__.__name__ != "option_group":
        return _line(node)
    return ", ".join("".join(part.astext() for part in option.children) for option in node.children)


def _lines(node: "nodes.Node") -> Iterator[str]:
    for child in node.children:
        yield from _lines(child) if child.__class__.__name__ == "line_block" else [_line(child)]


def _block(node: "nodes.Node", kind: str, level: int) -> TextBlock | None:
    """The node as one block; None where it holds several, or nothing that is shown."""
    if kind in _STATED:
        return TextBlock(f"{kind.capitalize()}: {_line(node)}")
    if kind in {"title", "subtitle"}:
        return TextBlock(_line(node), "heading", max(1, level + (kind == "subtitle")))
    if kind in _CODE:
        return TextBlock(node.astext(), "code")
    holds_blocks = kind == "docinfo" or not _is_inline_only(node)
    if holds_blocks or kind in _DEFINITIONS:
        return None
    return TextBlock(_line(node), "caption" if kind == "caption" else "paragraph")


def _tree(source: str) -> "nodes.document":
    from docutils.core import publish_doctree

    return publish_doctree(source, settings_overrides=_SETTINGS)


def _is_inline_only(node: "nodes.Node") -> bool:
    from docutils import nodes

    return all(isinstance(child, nodes.Text | nodes.Inline) for child in node.children)


def _line(node: "nodes.Node") -> str:
    """The words of the node in one line, those marked that lead elsewhere."""
    return " ".join(_words(node).split())


def _words(node: "nodes.Node") -> str:
    if node.__class__.__name__ == "problematic":
        return _ROLE.sub(r"\1", node.astext())
    if node.__class__.__name__ == "citation_reference":
        return f"[{node.astext()}]"
    address = node.get("refuri", "") if node.__class__.__name__ == "reference" else ""
    words = ""
    for child in node.children:
        # A note is printed behind the text: its mark would look like a part of the word before it.
        words = words.rstrip() if child.__class__.__name__ == "footnote_reference" else words + _words(child)
    return mark_link(words if node.children else node.astext(), address)
