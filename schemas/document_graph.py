"""What is written for one document: the record from which entities and facts are derived."""

from typing import Literal

from schemas.chunk import Chunk
from schemas.document import Document
from schemas.graph_schema import RelationTrait
from schemas.qualifier import Qualifier
from schemas.value import Value

Grounding = Literal["exact", "normalised", "words"]
"""How a name was found in its chunk: word for word, after normalisation, or as the shortest stretch of one
sentence that holds all its words."""


class Mention(Value):
    """A span of a chunk that names an entity; the chunk's text at `start:end` is `surface`.

    `origin` is the id of the entity before any merge, made of `key`; `type` is one vote for the entity's type, `family`
    the widest type that it is a kind of. `clues` are what the text says there by which two things of one name are told
    apart, each an aspect and a value ("is:Film", "born:1871").
    """

    origin: str
    type: str
    family: str
    key: str
    chunk_id: str
    start: int
    end: int
    surface: str
    grounding: Grounding
    clues: tuple[str, ...] = ()


class Evidence(Value):
    """One place where a chunk states head → relation → tail, with the words of the text.

    `head_origin` and `tail_origin` are entity ids before any merge; `relation` is the normalised UPPER_SNAKE lemma;
    the chunk's text at `start:end` is `phrase`. `traits` are those of the relation in the schema that it was read under.
    `qualifiers` are those that tell the fact from others, each once, sorted; `confidence`, 0..1, says how sure that is.
    """

    head_origin: str
    relation: str
    tail_origin: str
    chunk_id: str
    start: int
    end: int
    phrase: str
    schema_version: int
    extractor: str
    traits: tuple[RelationTrait, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: float = 1.0


class MergeProposal(Value):
    """A rule's finding in one document that two origins are one thing: `source` becomes part of `target`."""

    source_origin: str
    target_origin: str
    reason: str
    score: float
    rule: str


class DocumentGraph(Value):
    """A document with all that was read out of it, ready to be written."""

    document: Document
    chunks: tuple[Chunk, ...]
    mentions: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    merges: tuple[MergeProposal, ...] = ()
