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
_DEFINITIONS = {"substitution_definition", "pending"}
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
            elif reason := _UNREAD.get(kind):
                self.left_out.append(LeftOut(reason, child.astext()))
            elif kind == "section":
                yield from self.blocks(child, max(1, level) + 1, depth)
            elif kind in {"bullet_list", "enumerated_list"}:
                yield from self._list(child, level, depth)
            elif kind == "table":
                yield from self._table(child)
            elif block := _block(child, kind, level):
                yield block
            elif kind not in _DEFINITIONS:
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
                yield TextBlock(inner.strip("\n"), "code")
            else:
                yield TextBlock(found[2])
                yield from self.blocks(_tree(inner), level, depth)

    def _list(self, node: "nodes.Node", level: int, depth: int) -> Iterator[TextBlock]:
        numbered = node.__class__.__name__ == "enumerated_list"
        number = int(node.get("start", 1))
        for item in node.children:
            marked = False
            for block in self.blocks(item, level, depth + 1):
                if block.kind == "paragraph" and not marked:
                    mark = f"{number}. " if numbered else "- "
                    yield TextBlock(f"{mark}{block.text}", "item", joined=True, indent=_INDENT * depth)
                    marked = True
                else:
                    yield block
            number += 1

    def _table(self, table: "nodes.Node") -> Iterator[TextBlock]:
        from docutils import nodes

        for title in table.findall(nodes.title):
            yield TextBlock(_line(title), "caption")
        joined = False
        for row in table.findall(nodes.row):
            yield row_block([entry.astext() for entry in row.children], joined=joined)
            joined = True


def _block(node: "nodes.Node", kind: str, level: int) -> TextBlock | None:
    """The node as one block; None where it holds several, or nothing that is shown."""
    if kind in _STATED:
        return TextBlock(f"{kind.capitalize()}: {_line(node)}")
    if kind in {"title", "subtitle"}:
        return TextBlock(_line(node), "heading", max(1, level + (kind == "subtitle")))
    if kind in _CODE:
        return TextBlock(node.astext(), "code")
    if kind in {"footnote", "citation"}:
        words = (_line(part) for part in node.children if part.__class__.__name__ != "label")
        return TextBlock(" ".join(words), "note")
    holds_blocks = kind in {"field", "docinfo", "definition_list_item"} or not _is_inline_only(node)
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
    address = node.get("refuri", "") if node.__class__.__name__ == "reference" else ""
    words = "".join(map(_words, node.children)) if node.children else node.astext()
    return mark_link(words, address)
