"""reStructuredText, by docutils."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.load.accounting import Account, LeftOut
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_block
from extraction.load.options import USUAL, ReadingOptions
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
_CODE = {"literal_block", "doctest_block", "math_block"}


@dataclass(frozen=True)
class RestructuredText:
    """reStructuredText files."""

    options: ReadingOptions = USUAL
    name = "rst"
    media_types = ("text/x-rst", "text/prs.fallenstein.rst")
    suffixes = (".rst", ".rest")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, lists, tables, code and notes; directives that docutils does not know are left out.

        Raises:
            DocumentRejectedError: it is not text, nested too deeply, or holds too much.
        """
        from docutils.core import publish_doctree

        decoded = decode_text(content, name, self.options.encoding)
        try:
            tree = publish_doctree(decoded.text, settings_overrides=_SETTINGS)
            walk = _Walk()
            loaded = join_blocks(limited_blocks(walk.blocks(tree), name, max_bytes=max_bytes))
        except (RecursionError, ValueError, AttributeError, IndexError, KeyError, TypeError) as error:
            raise DocumentRejectedError(
                f"{name} cannot be read as reStructuredText ({error})", remedy="Save its text as .txt."
            ) from error
        warnings = (*decoded.warnings, *Account(left_out=tuple(walk.left_out)).warnings())
        return [replace(loaded, title=tree.get("title") or loaded.first_heading, warnings=warnings)]

    def configured(self, options: ReadingOptions) -> "RestructuredText":
        """The format, for files in the encoding that is given."""
        return RestructuredText(options)


@dataclass
class _Walk:
    left_out: list[LeftOut] = field(default_factory=list)

    def blocks(self, node: "nodes.Node", level: int = 0, depth: int = 0) -> Iterator[TextBlock]:
        for child in node.children:
            kind = child.__class__.__name__
            if kind == "system_message":  # what docutils says of the markup, no part of the text
                continue
            if reason := _UNREAD.get(kind):
                self.left_out.append(LeftOut(reason, child.astext()))
            elif kind in {"title", "subtitle"}:
                yield TextBlock(_line(child), "heading", max(1, level + (kind == "subtitle")))
            elif kind == "section":
                yield from self.blocks(child, max(1, level) + 1, depth)
            elif kind in {"bullet_list", "enumerated_list"}:
                yield from self._list(child, level, depth)
            elif kind == "table":
                yield from self._table(child)
            elif kind in _CODE:
                yield TextBlock(child.astext(), "code")
            elif kind in {"footnote", "citation"}:
                yield TextBlock(
                    " ".join(_line(part) for part in child.children if part.__class__.__name__ != "label"),
                    "note",
                )
            elif kind in {"caption", "attribution"}:
                yield TextBlock(_line(child), "caption" if kind == "caption" else "paragraph")
            elif kind in {"field", "docinfo", "definition_list_item"} or not _is_inline_only(child):
                yield from self.blocks(child, level, depth)
            else:
                yield TextBlock(_line(child))

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


def _is_inline_only(node: "nodes.Node") -> bool:
    from docutils import nodes

    return all(isinstance(child, nodes.Text | nodes.Inline) for child in node.children)


def _line(node: "nodes.Node") -> str:
    return " ".join(node.astext().split())
