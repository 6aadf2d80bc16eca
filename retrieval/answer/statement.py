"""Sentences of the passages, each with what its document says above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kg.text.layout import Layout
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.table_rows import are_apart, cells_of
from schemas.document import Block
from schemas.retrieval import Passage

_MOST_BEFORE = 8
_TOLD_BEFORE = 2

StatementKind = Literal["prose", "row", "item"]


@dataclass(frozen=True)
class Statement:
    """A sentence, list item or table row.

    `heads` are the cells of the first row of its table, `heading` the headings over it, `title` that of its document; `before` are the
    sentences above it under the same heading, the nearest last. `score` is that of its passage, 0..1.
    """

    sentence: CitableSentence
    kind: StatementKind
    title: str
    heading: str = ""
    heads: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def text(self) -> str:
        """The sentence without the marks of tables, lists and emphasis."""
        return ", ".join(self.cells) if self.kind == "row" else plain_text(self.sentence.text)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row; the whole text of anything else."""
        return cells_of(self.sentence.text) if self.kind == "row" else (self.text,)

    @property
    def columns(self) -> str:
        """The heads of its table in one line; empty where there are none."""
        return ", ".join(self.heads)

    @property
    def told(self) -> str:
        """The statement under its title and headings, the heads of the columns in it; behind it the two sentences before."""
        above = self.title if self.heading in {"", self.title} else f"{self.title} > {self.heading}"
        before = self.before[-_TOLD_BEFORE:] if self.kind == "prose" else self.before[-1:]
        return "\n".join([above, self._with_columns(), *([f"({' '.join(before)})"] if before else [])])

    def _with_columns(self) -> str:
        if not self.heads:
            return self.text
        cells = self.cells
        if len(self.heads) != len(cells):
            return f"{self.columns}: {self.text}"
        pairs = zip(self.heads, cells, strict=True)
        return "; ".join(f"{head}: {cell}" if head else cell for head, cell in pairs)


def plain_text(text: str) -> str:
    """The text without the marks of Markdown: of a row, its cells with commas between."""
    one_line = " ".join(text.split())
    if one_line.startswith("|"):
        return ", ".join(cells_of(one_line))
    return one_line.lstrip("-*+•> ").replace("**", "").replace("*", "").replace("`", "")


def statements_of(passages: CitablePassages) -> list[Statement]:
    """What the passages state, in their order, each wording once.

    The first row of a table and a line that only announces what follows state nothing.
    """
    found: dict[str, Statement] = {}
    for number, passage in enumerate(passages.passages, start=1):
        for statement in _of_passage(passage, passages.of(number)):
            key = f"{statement.columns} {' '.join(statement.sentence.text.split())}"
            found.setdefault(key, statement)
    return list(found.values())


def _of_passage(passage: Passage, sentences: Sequence[CitableSentence]) -> Iterator[Statement]:
    layout = Layout.of(passage.document) if passage.document else Layout()
    blocks = [layout.block(sentence.start) for sentence in sentences]
    heads = _first_rows(passage, blocks)
    for heading, group in groupby(
        zip(sentences, blocks, strict=True), lambda pair: layout.heading(pair[0].start)
    ):
        before: list[str] = []
        heads_above: tuple[str, ...] = ()
        for sentence, block in group:
            kind = _kind(sentence, block)
            if kind == "row" and block is not None and block.start in heads:
                heads_above = cells_of(sentence.text)
                continue
            if not _only_announces(sentence, kind):
                yield Statement(
                    sentence=sentence,
                    kind=kind,
                    title=passage.title,
                    heading=heading,
                    heads=heads_above if kind == "row" else (),
                    before=tuple(before[-_MOST_BEFORE:]),
                    score=passage.score,
                )
            if kind != "row":
                before.append(plain_text(sentence.text))


def _kind(sentence: CitableSentence, block: Block | None) -> StatementKind:
    if (block and block.kind == "row") or sentence.text.startswith("|"):
        return "row"
    return "item" if block and block.kind == "item" else "prose"


def _first_rows(passage: Passage, blocks: Sequence[Block | None]) -> set[int]:
    """Where rows begin that are the first of their table."""
    every = passage.document.blocks if passage.document else ()
    rows = {block.start for block in blocks if block and block.kind == "row"}
    firsts = {
        block.start
        for before, block in zip((None, *every), every, strict=False)
        if block.kind == "row"
        and (before is None or before.kind != "row" or are_apart(before, block, passage))
    }
    return rows & firsts


def _only_announces(sentence: CitableSentence, kind: StatementKind) -> bool:
    return kind != "row" and sentence.text.rstrip("*_ ").endswith((":", "："))
