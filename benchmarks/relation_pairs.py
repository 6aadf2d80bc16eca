"""Sentences of Korean Wikipedia in which two names and their relation were marked by others: how many pairs are found.

Not every relation of a sentence is marked, so nothing is said of the statements that were found beside it.
"""

import gzip
import json
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from benchmarks.data_folder import data_folder
from extraction.rules.korean.extraction import extract_korean
from kg.text.name_key import name_key
from schemas.chunk import Chunk
from schemas.extraction import ChunkToExtract, Triple

_NONE = "no_relation"


class _Row(TypedDict):
    id: str
    sentence: str
    subject: dict[str, str]
    object: dict[str, str]
    relation: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    names: tuple[str, str]
    is_related: bool

    @classmethod
    def of(cls, row: _Row) -> "_Sentence":
        """A row of the file."""
        names = row["subject"]["text"], row["object"]["text"]
        return cls(row["sentence"], names, row["relation"] != _NONE)

    def is_stated(self, triples: tuple[Triple, ...]) -> bool:
        """Whether a statement has the two names as its ends, in either direction."""
        pair = set(map(name_key, self.names))
        return any({name_key(triple.head), name_key(triple.tail)} == pair for triple in triples)


class PairsFound(NamedTuple):
    """How many statements there are, and in which shares of the sentences the pair is one: of related names, of unrelated."""

    facts: int
    related: float
    unrelated: float


def pairs_found() -> PairsFound | None:
    """The shares for the development half of ko-re-wiki; None where it is not there."""
    file = data_folder("ko-re-wiki") / "relations-dev.jsonl.gz"
    if not file.is_file():
        return None
    facts, stated = 0, {True: list[bool](), False: list[bool]()}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for sentence in map(_Sentence.of, map(json.loads, lines)):
            triples = extract_korean(_task(sentence.text)).triples
            facts += len(triples)
            stated[sentence.is_related].append(sentence.is_stated(triples))
    return PairsFound(facts, _share(stated[True]), _share(stated[False]))


def _task(text: str) -> ChunkToExtract:
    chunk = Chunk(id="c", document_id="d", index=0, text=text, start=0, end=len(text), language="ko")
    return ChunkToExtract(chunk=chunk, document_title="")


def _share(found: list[bool]) -> float:
    return round(sum(found) / len(found), 3) if found else 0.0
