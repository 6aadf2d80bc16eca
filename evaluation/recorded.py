"""Extractions that somebody made earlier, by the text they were made from."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from extraction.mentions.names import UNTYPED
from kg.text.name_location import ground
from schemas.errors import DocumentRejectedError
from schemas.extraction import ExtractedEntity, Triple
from schemas.value import Value

_Row = TypeVar("_Row", bound=Value)


class RecordedExtraction(Value):
    """What was found in one text."""

    text: str
    entities: tuple[ExtractedEntity, ...] = ()
    triples: tuple[Triple, ...] = ()


class _OpenIeRow(Value):
    passage_id: str
    entities: tuple[str, ...]
    triples: tuple[tuple[str, str, str], ...]
    malformed: tuple[object, ...] = ()


class _HandMadeRow(Value):
    document: str
    paragraph: str
    entities: tuple[ExtractedEntity, ...]
    triples: tuple[tuple[str, str, str, str, str], ...]


class Recording:
    """Recorded extractions, found by the text that a model is asked about."""

    def __init__(self, extractions: Iterable[RecordedExtraction]) -> None:
        self._by_text = {extraction.text.strip(): extraction for extraction in extractions}

    def __len__(self) -> int:
        return len(self._by_text)

    def find(self, text: str) -> RecordedExtraction | None:
        """What is recorded for this text, for the recorded texts inside it, or for the part it is of a recorded one."""
        text = text.strip()
        if text in self._by_text:
            return self._by_text[text]
        inside = [known for known in self._by_text.values() if known.text.strip() in text]
        around = [] if inside else [known for known in self._by_text.values() if text and text in known.text]
        if not inside and not around:
            return None
        return _joined(text, inside) if inside else _limited(text, around[0])

    def find_in_prompt(self, prompt: str, markers: Sequence[str]) -> RecordedExtraction | None:
        """What is recorded for the text at the prompt's end, after one of the markers."""
        tails = list(_tails(prompt, markers))
        exact = next((tail for tail in tails if tail.strip() in self._by_text), None)
        if exact is not None:
            return self.find(exact)
        return next(filter(None, map(self.find, tails)), None)


def load_recorded(openie: Path, passages: Mapping[str, str]) -> list[RecordedExtraction]:
    """Recorded open information extraction (HippoRAG's format, gzipped JSON Lines) with the passages' texts by id.

    Its entities have no type and get "Thing"; what it marks as malformed is left out.

    Raises:
        DocumentRejectedError: the file cannot be read, a line is not in this format, or its passage is unknown.
    """
    return [_from_openie(row, passages) for row in _rows(openie, _OpenIeRow)]


def load_hand_made(triples: Path) -> list[RecordedExtraction]:
    """Hand-made extractions: JSON Lines of document, paragraph, entities (name, type) and triples (head, head type, relation, tail, tail type).

    Raises:
        DocumentRejectedError: the file cannot be read, or a line is not in this format.
    """
    return [_from_hand_made(row) for row in _rows(triples, _HandMadeRow)]


def _rows(path: Path, row_type: type[_Row]) -> Iterator[_Row]:
    for number, line in enumerate(filter(None, _text_of(path).split("\n")), start=1):
        try:
            yield row_type.model_validate_json(line)
        except ValidationError as error:
            raise DocumentRejectedError(
                f"{path.name}, line {number} is no recorded extraction: {' '.join(str(error).split())[:200]}",
                remedy="Give the file in the format that its documentation shows.",
            ) from error


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DocumentRejectedError(
            f"the recorded extraction {path} cannot be read: {error}",
            remedy="Check the path, and that the file is JSON Lines in UTF-8 (gzipped if it ends in .gz).",
        ) from error


def _from_openie(row: _OpenIeRow, passages: Mapping[str, str]) -> RecordedExtraction:
    if row.passage_id not in passages:
        raise DocumentRejectedError(
            f"an extraction is recorded for the passage {row.passage_id}, which is not among the passages",
            remedy="Give the passages and the recorded extraction of the same data set.",
        )
    ends = [name for head, _, tail in row.triples for name in (head, tail)]
    return RecordedExtraction(
        text=passages[row.passage_id],
        entities=tuple(
            ExtractedEntity(name=name, type=UNTYPED) for name in dict.fromkeys([*row.entities, *ends])
        ),
        triples=tuple(
            Triple(head=head, head_type=UNTYPED, relation=relation, tail=tail, tail_type=UNTYPED)
            for head, relation, tail in row.triples
        ),
    )


def _from_hand_made(row: _HandMadeRow) -> RecordedExtraction:
    triples = tuple(
        Triple(head=head, head_type=head_type, relation=relation, tail=tail, tail_type=tail_type)
        for head, head_type, relation, tail, tail_type in row.triples
    )
    return RecordedExtraction(text=row.paragraph, entities=row.entities, triples=triples)


def _joined(text: str, parts: Sequence[RecordedExtraction]) -> RecordedExtraction:
    entities = dict.fromkeys(entity for part in parts for entity in part.entities)
    triples = dict.fromkeys(triple for part in parts for triple in part.triples)
    return RecordedExtraction(text=text, entities=tuple(entities), triples=tuple(triples))


def _limited(text: str, whole: RecordedExtraction) -> RecordedExtraction:
    """Of what is recorded for the whole, that whose names are in this part of it."""
    everything = [(0, len(text))]
    names = {entity.name for entity in whole.entities}
    names |= {name for triple in whole.triples for name in (triple.head, triple.tail)}
    here = {name for name in names if ground(name, text, everything)}
    return RecordedExtraction(
        text=text,
        entities=tuple(entity for entity in whole.entities if entity.name in here),
        triples=tuple(triple for triple in whole.triples if {triple.head, triple.tail} <= here),
    )


def _tails(prompt: str, markers: Sequence[str]) -> Iterator[str]:
    """What follows each occurrence of a marker: the text itself may hold the marker too."""
    for marker in markers:
        at = prompt.find(marker)
        while at >= 0:
            yield prompt[at + len(marker) :]
            at = prompt.find(marker, at + 1)
