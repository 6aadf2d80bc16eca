"""A source text and one stored version of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator, model_validator

from schemas.awaited import Awaited
from schemas.value import Value
from schemas.warning import IngestWarning
from schemas.word_box import WordBoxes

Language = Literal["en", "ko", "other"]
_FACET_SEPARATOR = "\t"
Facets = dict[str, tuple[str, ...]]
"""What is stated of a document by fields of its record, such as {"author": ("Ann Bell", "Per Holt"), "year": ("1911",)}."""
BlockKind = Literal["heading", "paragraph", "item", "row", "caption", "note", "code", "picture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document's text that its author set apart: `text[start:end]`, without white space at its ends.

    An `item` is one of a list, a `row` one of a table, a `note` a footnote, endnote or comment, a `picture` what a model
    says is seen on one. Only a heading has a
    `level` (1 is the highest) and a `title`: its words without markup. `confidence` is how surely its letters were
    recognised in a picture (0..1, higher is better); None where they were written. `links` say where words in it lead, each as Markdown
    writes a link; what has its addresses in the text has none.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    title: str = ""
    confidence: float | None = None
    links: tuple[str, ...] = ()


class LoadedDocument(Value):
    """What a loader read: plain text with the places of its blocks and pages.

    `source` (path, URL or given name) says which document a new version replaces, `sha256` is that of the
    original bytes, `page_starts[i]` is the offset in `text` where page i + 1 begins (empty: no pages) and
    `page_labels[i]` its label ("iv", "A-3"; empty: the pages are numbered from 1). `blocks` are in order, and
    those of one kind do not overlap. `words` has the place of each word on its page, where that is known; it is no part
    of the JSON. `facets` are the other fields of a record. `warnings` say what was lost or repaired on the way. Where something is `awaited`, there is no text yet.
    """

    source: str
    sha256: str
    title: str
    uri: str | None = None
    media_type: str
    language: Language
    text: str
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    facets: Facets = Field(default_factory=dict)
    warnings: tuple[IngestWarning, ...] = ()
    words: WordBoxes = Field(default=WordBoxes(), exclude=True, repr=False)
    awaited: Awaited | None = None

    @property
    def headings(self) -> tuple[Block, ...]:
        """The blocks that are headings."""
        return tuple(block for block in self.blocks if block.kind == "heading")

    @model_validator(mode="before")
    @classmethod
    def _take_old_headings(cls, value: object) -> object:
        """Read what the library kept before there were blocks: headings without their ends."""
        if not isinstance(value, dict) or "headings" not in value:
            return value
        text = value["text"]
        blocks = [
            {"kind": "heading", "end": _line_end(text, heading["start"]), **heading}
            for heading in value["headings"]
        ]
        return {name: part for name, part in value.items() if name != "headings"} | {"blocks": blocks}


class Document(Value):
    """One stored version of a document; no read sees it before `ready_at`.

    `schema_version` is that of the schema under which it is in the graph, 0 for none, and what was less sure than
    `least_confidence` is not in it. `page_starts`, `page_labels`,
    `blocks`, `facets` and `warnings` are those of the loaded document. `blocks` are read with single
    documents, not with a page of many, and are no part of its JSON.
    """

    id: str
    source: str
    sha256: str
    title: str
    uri: str | None = None
    media_type: str
    language: Language
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = Field(default=(), exclude=True)
    facets: Facets = Field(default_factory=dict)
    warnings: tuple[IngestWarning, ...] = ()
    schema_version: int = 0
    least_confidence: float = 0.0
    ingested_at: datetime
    ready_at: datetime | None = None

    @field_validator("blocks", mode="before")
    @classmethod
    def _unpack_blocks(cls, value: object) -> object:
        return unpack_blocks(value) if isinstance(value, str) else value

    @field_validator("facets", mode="before")
    @classmethod
    def _unpack_facets(cls, value: object) -> object:
        return unpack_facets(value) if isinstance(value, list) else value

    @field_validator("warnings", mode="before")
    @classmethod
    def _unpack_warnings(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [IngestWarning.model_validate_json(part) if isinstance(part, str) else part for part in value]


def pack_blocks(blocks: Sequence[Block]) -> str:
    """The blocks as a short JSON text, for a property of the graph; their links are kept with the chunks.

    A block is `[kind, start, end]`, a heading has its level and title behind, and what was recognised in a picture
    level, title and confidence.
    """
    return json.dumps([_row(block) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def unpack_blocks(packed: str) -> tuple[Block, ...]:
    """The blocks of what `pack_blocks` made."""
    return tuple(Block(*row) for row in json.loads(packed))


def _row(block: Block) -> list[object]:
    row: list[object] = [block.kind, block.start, block.end]
    if block.kind == "heading" or block.confidence is not None:
        row += [block.level, block.title]
    if block.confidence is not None:
        row.append(block.confidence)
    return row


def pack_facets(facets: Facets) -> list[str]:
    """Each name with each of its values as one string, for a property of the graph."""
    return [f"{name}{_FACET_SEPARATOR}{value}" for name, values in facets.items() for value in values]


def unpack_facets(packed: Sequence[str]) -> Facets:
    """The facets of what `pack_facets` made."""
    facets: Facets = {}
    for one in packed:
        name, _, value = one.partition(_FACET_SEPARATOR)
        facets[name] = (*facets.get(name, ()), value)
    return facets


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
