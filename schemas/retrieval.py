"""Values of the way from a question to an answer."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from schemas.chunk import Chunk
from schemas.document import BlockKind, Document, Language
from schemas.extraction import Usage
from schemas.page_image import PageImage
from schemas.value import Value

ChannelName = Annotated[str, Field(json_schema_extra={"x-channel": True})]
"""The name of a registered channel; the OpenAPI document lists them wherever this mark is."""

GivenFacets = Annotated[dict[str, tuple[str, ...] | str], Field(max_length=20)]
"""Facets as a caller gives them: one value of a name need not be a list."""


def as_value_lists(facets: object) -> object:
    """`GivenFacets` with a list for each name: `{"author": "Ann"}` is `{"author": ["Ann"]}`."""
    if not isinstance(facets, dict):
        return facets
    return {name: [value] if isinstance(value, str) else value for name, value in facets.items()}


class RetrievalOptions(Value):
    """What the caller may choose.

    `channels` None: all of them; `window` is the number of neighbour chunks on each side of a hit. `facets` ask for
    documents whose records state one of the values of each, whatever the case of letters.
    """

    channels: tuple[ChannelName, ...] | None = None
    top_k: int = Field(default=5, strict=True, ge=1, le=50)
    window: int = Field(default=1, strict=True, ge=0, le=10)
    max_tokens: int = Field(default=3000, strict=True, ge=100, le=100_000)
    document_ids: tuple[Annotated[str, Field(min_length=1)], ...] | None = None
    facets: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=20)

    _one_value_is_a_list = field_validator("facets", mode="before", json_schema_input_type=GivenFacets)(
        as_value_lists
    )


class Analysis(Value):
    """What the question asks about: names to link, relation words to link, content words to search for.

    `question` is as it is read: a misspelt name as the documents write it.
    """

    question: str
    language: Language
    names: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class Link(Value):
    """A piece of the question tied to the graph, how, and how surely (`score` 0..1, higher is better).

    `target` is an entity id or a relation type; `name` is readable.
    """

    surface: str
    kind: Literal["entity", "relation"]
    target: str
    name: str
    how: Literal["exact alias", "exact name", "vector"]
    score: float


class RankedChunk(Value):
    """A chunk a channel proposes, best first; `why` is one readable reason (the fact, the entity, the words)."""

    chunk_id: str
    score: float
    why: str = ""


class CypherTrace(Value):
    """A generated query and what became of it."""

    text: str
    origin: Literal["model", "template"]
    ran: bool
    refused: str = ""
    repaired: bool = False
    rows: int = 0
    ms: float = 0.0


class ChannelResult(Value):
    """What one channel found. `status` "off" says why in `note` (not asked for, not trained, nothing linked)."""

    channel: ChannelName
    status: Literal["ran", "off", "failed"]
    note: str = ""
    ranked: tuple[RankedChunk, ...] = ()
    cypher: tuple[CypherTrace, ...] = ()
    usage: Usage = Usage()
    ms: float = 0.0


class ChannelRank(Value):
    """The place (from 1) a channel gave a passage, and why."""

    channel: ChannelName
    rank: int
    why: str = ""


class Passage(Value):
    """A retrieved stretch of one document: the hit chunks and their window, as the document writes it.

    `text` is the document's text at `start:end`; `chunk_ids` are all chunks in it, `hits` those that were retrieved;
    `score` is 0..1, higher is better. `page` and `page_end` count from 1; their labels are what the pages call themselves
    where they do otherwise ("iv"). `links` say where words in it lead, as Markdown writes links, as far as the text does not. `ocr_confidence` is how surely the
    least sure chunk of it was recognised in a picture (0..1, higher is better), None where all was written. `chunks` are the chunks themselves, the first one cut where the passage is;
    they and `document` are for those who cite, and are in no JSON.
    """

    document_id: str
    title: str
    source: str
    text: str
    start: int
    end: int
    page: int | None = None
    page_end: int | None = None
    page_label: str | None = None
    page_end_label: str | None = None
    heading: str = ""
    links: tuple[str, ...] = ()
    ocr_confidence: float | None = None
    chunk_ids: tuple[str, ...]
    hits: tuple[str, ...]
    score: float
    channels: tuple[ChannelRank, ...] = ()
    chunks: tuple[Chunk, ...] = Field(default=(), exclude=True, repr=False)
    document: Document | None = Field(default=None, exclude=True, repr=False)


class Trace(Value):
    """How the passages were found, what it took and what it cost.

    `reading` says what the question was taken to mean: which pronoun is whom, on which page was looked, how a misspelt name is read. `notes` say what else
    a reader should know, such as a citation of the model's that was not true.
    """

    analysis: Analysis
    reading: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    channels: tuple[ChannelResult, ...] = ()
    weights: dict[ChannelName, float] = Field(default_factory=dict)
    usage: Usage = Usage()
    ms: dict[str, float] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Retrieval(Value):
    """Ranked passages, best first, with their trace."""

    passages: tuple[Passage, ...]
    trace: Trace


class Citation(Value):
    """The proof of a statement: `quote` is the document's text at `start:end`, inside passage number `number` (from 1).

    `page` counts from 1, and `page_label` is what the page calls itself where it does otherwise ("iv"); `page_end` and its
    label are those of the quote's last letter, another page where it goes on overleaf. `heading` are the headings over
    the quote itself, `block` the kind of block it stands in; None where the document has none there.

    `image` is the path of a picture in the HTTP API: the quote's page with the quote marked, or its text where the document has no
    pages. `pages` are all pages that the quote is on, each with its own picture.
    """

    number: int
    document_id: str
    title: str
    source: str
    page: int | None = None
    page_end: int | None = None
    page_label: str | None = None
    page_end_label: str | None = None
    heading: str = ""
    block: BlockKind | None = None
    chunk_id: str
    quote: str
    start: int
    end: int
    channels: tuple[ChannelName, ...] = ()
    image: str = ""
    pages: tuple[PageImage, ...] = ()


class Answer(Value):
    """The answer with `[n]` marks, each one a checked citation; `found` is False when the documents do not say.

    `note` is what the asker should know of how the question was taken: which pronoun was read as whom, that no document has the
    page asked about; empty for most questions. `pages` are those that the question or the answer speaks of ("according to page 12").
    """

    question: str
    found: bool
    text: str
    note: str = ""
    citations: tuple[Citation, ...] = ()
    pages: tuple[PageImage, ...] = ()
    passages: tuple[Passage, ...] = ()
    trace: Trace
