"""AsciiDoc as text with headings."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.load.accounting import account_for_words
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, check_text_length, join_blocks, limited_blocks
from extraction.load.markup.asciidoc_blocks import Blocks, find_titles
from extraction.load.markup.asciidoc_source import PrintedLines
from extraction.load.markup.asciidoc_words import asciidoc_words


class AsciiDoc(ConfiguredFormat):
    """AsciiDoc files."""

    name = "asciidoc"
    media_types = ("text/asciidoc", "text/x-asciidoc")
    suffixes = (".adoc", ".asciidoc")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, lists, tables, code and notes, without the markup around words; comments are left out.

        Raises:
            DocumentRejectedError: it is not text, or holds too much.
        """
        decoded = self.decoded(content, name)
        printed = PrintedLines(decoded.text)
        lines, chars = [], 0
        for line in printed.lines():
            chars += len(line.text)
            check_text_length(name, chars, max_bytes=max_bytes)
            lines.append(line)
        walk = Blocks(lines, find_titles(lines), printed.left_out)
        loaded = join_blocks(limited_blocks(walk.blocks(), name, max_bytes=max_bytes))
        account = account_for_words(asciidoc_words(decoded.text), loaded.text, walk.left_out)
        warnings = (*decoded.warnings, *account.warnings())
        return [replace(loaded, title=loaded.first_heading, warnings=warnings)]
