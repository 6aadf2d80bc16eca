"""What a splitter gets and what it promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from extraction.split.outline import Outline
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span
from extraction.split.table_heads import TableHeads
from extraction.split.units import find_units, mask_units
from kg.text.layout import Layout
from kg.text.sentences import sentence_spans
from schemas.document import LoadedDocument
from schemas.ports import Embedder


@dataclass(frozen=True)
class SplitTask:
    """A document to be split, with what splitters share; each part is made when it is first wanted."""

    document: LoadedDocument
    sizes: SplitSettings
    embedder: Embedder

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def layout(self) -> Layout:
        """Where the document's blocks and pages are."""
        return Layout.of(self.document)

    @cached_property
    def outline(self) -> Outline:
        """Where the document's headings are."""
        return Outline(self.document.text, self.document.headings)

    @cached_property
    def table_heads(self) -> TableHeads:
        """The heads over the rows of the document's tables."""
        return TableHeads(self.document.text, self.document.blocks)

    @cached_property
    def units(self) -> list[Span]:
        """What is not cut where it fits: sentences, rows, items, code, and headings with what follows them."""
        sentences = sentence_spans(self.document.text, self.document.language)
        return find_units(self.document.text, self.layout, sentences, self.sizes.max_chars)

    @cached_property
    def masked(self) -> str:
        """The text, just as long, with no place to cut within a unit that fits."""
        return mask_units(self.document.text, self.units, self.sizes.max_chars)


class Splitter(Protocol):
    """A strategy of cutting a document into chunks; the same task gives the same spans."""

    @property
    def name(self) -> str:
        """What the strategy is called, such as "recursive"."""

    def split(self, task: SplitTask) -> Iterable[Span]:
        """Spans in order that together hold all of the text but white space, none longer than `task.sizes.max_chars`.

        White space at their ends and blank spans are taken away by the caller.
        """
