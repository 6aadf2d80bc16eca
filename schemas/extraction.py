"""What an extractor found in one chunk, or why it failed."""

from typing import Literal

from pydantic import Field

from schemas.chunk import Chunk
from schemas.qualifier import Qualifier
from schemas.value import Value


class ExtractedEntity(Value):
    """A name as the text writes it, with the type the extractor gave it."""

    name: str
    type: str


class Triple(Value):
    """A statement as extracted: surface forms, and the relation in the extractor's words.

    `phrase` are the words of the text that state the relation, where the extractor knows them; `start` and `end`
    are the span in the chunk of the sentence or clause that states it (None: not known). `qualifiers` are in the words
    of the text. `confidence` is the share of such statements that are true, 0..1; `signals` are short words for what it
    was reckoned from: the rule, where the types come from, a second parser that found the same ("witness").
    """

    head: str
    head_type: str
    relation: str
    tail: str
    tail_type: str
    phrase: str = ""
    start: int | None = None
    end: int | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)
    signals: tuple[str, ...] = ()


class Usage(Value):
    """What one extraction or answer cost; `model_calls` is 0 when it came from the cache or needed no model."""

    model: str = ""
    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    latency_ms: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            model=self.model or other.model,
            model_calls=self.model_calls + other.model_calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            latency_ms=self.latency_ms + other.latency_ms,
        )


MALFORMED = "malformed"
"""The reason for dropping what a model gave in a form that cannot be read."""


class Dropped(Value):
    """Something the extraction left out: a short machine-readable `reason` and the thing itself, readable.

    `statement` is what a chat model stated in the strict pass and the schema had no place for: the next draft may have.

    Reasons in use: "not in schema", "not grounded", "dangling end", "self loop", "duplicate", "bad name",
    "too many", "malformed", "not in the text", "unresolved pronoun", "not in vocabulary", "qualifier not in vocabulary", "not sure enough".
    """

    reason: str
    example: str
    statement: Triple | None = None


class ChunkExtraction(Value):
    """All that was found in one chunk. Empty lists mean that the text states nothing, never that the call failed."""

    chunk_id: str
    entities: tuple[ExtractedEntity, ...] = ()
    triples: tuple[Triple, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    usage: Usage = Usage()


class ChunkToExtract(Value):
    """A chunk with what an extractor may know about its document, and in the strict pass what the loose one found."""

    chunk: Chunk
    document_title: str
    loose: ChunkExtraction | None = None


FailureKind = Literal["malformed output", "model refused", "model error", "too long", "internal error"]


class ExtractionFailure(Value):
    """Why a chunk has no extraction; it can be tried again. `raw_head` is the beginning of the model's answer."""

    chunk_id: str
    kind: FailureKind
    message: str
    attempts: int = 1
    raw_head: str = ""
    usage: Usage = Usage()


ExtractionOutcome = ChunkExtraction | ExtractionFailure
