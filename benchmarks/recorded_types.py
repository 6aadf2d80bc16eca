"""Recorded triples with the types that the extractor without a model gives their ends."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from evaluation.data import EvalPassage
from evaluation.recorded import RecordedExtraction
from extraction.lexicon.known_names import types_of_known
from extraction.lexicon.noun_types import type_of_noun
from extraction.mentions.names import UNTYPED
from extraction.mentions.type_votes import voted
from extraction.rules.english.extraction import extract_english
from extraction.rules.english.own_words import type_of_name
from kg.text.lemma import relation_lemma
from kg.text.name_key import name_key
from kg.text.word_lists import MONTHS
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractedEntity, Triple
from schemas.ids import chunk_id, document_id

_CONCEPT, _PERSON = "Concept", "Person"
_KINDS = frozenset({"IS", "IS_A", "BECOME", "REMAIN"})
_DATE = re.compile(
    rf"(?:(?:{MONTHS}|early|mid|late|the|of|in|to|and|until|around|circa|c\.|BC|AD|century|centuries|spring|summer|autumn|"
    r"winter|\d{1,2}[a-z]{0,2}|\d{3,4}s?|[–,-])[\s,–-]*)+",
    re.IGNORECASE,
)
_YEAR_OR_MONTH = re.compile(rf"\b\d{{4}}|{MONTHS}|centur|BC|AD", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:about|over|around|approximately|nearly|more than)?\s*[$£€]?\d[\d.,]*\b(?![-–]?\w*[A-Z])"
)


class OwnTypes:
    """What the recogniser makes of the names of all passages: of each in its own passage first, then of all together."""

    def __init__(self, passages: Sequence[EvalPassage]) -> None:
        self._of: dict[str, dict[str, str]] = {}
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for passage, found in zip(passages, extract_english([*map(_task, passages)]), strict=True):
            own = {name_key(each.name): each.type for each in found.entities if each.type != UNTYPED}
            self._of[passage.whole] = own
            for key, type_name in own.items():
                votes[key][type_name] += 1
        self._voted = {key: voted(types) for key, types in votes.items()}

    def typed(self, recorded: RecordedExtraction) -> RecordedExtraction:
        """The recorded extraction with types; what no evidence types stays untyped."""
        own = self._of.get(recorded.text, {})
        return recorded.model_copy(
            update={
                "entities": tuple(
                    ExtractedEntity(name=each.name, type=self._type(each.name, own))
                    for each in recorded.entities
                ),
                "triples": tuple(self._triple(triple, own) for triple in recorded.triples),
            }
        )

    def _triple(self, triple: Triple, own: Mapping[str, str]) -> Triple:
        tail_type = self._type(triple.tail, own)
        if _is_phrase(triple.tail) and relation_lemma(triple.relation).name in _KINDS:
            tail_type = _CONCEPT  # what a thing is called, not another thing
        return triple.model_copy(update={"head_type": self._type(triple.head, own), "tail_type": tail_type})

    def _type(self, name: str, own: Mapping[str, str]) -> str:
        key = name_key(name)
        if key in own:
            return own[key]
        if _DATE.fullmatch(name) and _YEAR_OR_MONTH.search(name):
            return "Date"
        if _NUMBER.match(name):
            return "Quantity"
        if key in self._voted:
            return self._voted[key]
        if _is_phrase(name):
            told = type_of_noun(name)
            return _CONCEPT if told in {None, _PERSON} else str(told)
        return type_of_name(name) or next(iter(types_of_known(name)), UNTYPED)


def as_outcome(recorded: RecordedExtraction) -> tuple[Chunk, ChunkExtraction]:
    """The recorded extraction as the loose pass over a document of one chunk would leave it."""
    chunk = _chunk(recorded.text)
    return chunk, ChunkExtraction(chunk_id=chunk.id, entities=recorded.entities, triples=recorded.triples)


def _is_phrase(name: str) -> bool:
    """Whether it is no name but a phrase: its last word is in lower case."""
    return name.rsplit(maxsplit=1)[-1][:1].islower()


def _task(passage: EvalPassage) -> ChunkToExtract:
    return ChunkToExtract(chunk=_chunk(passage.whole), document_title=passage.title)


def _chunk(text: str) -> Chunk:
    document = document_id(text, "")
    return Chunk(
        id=chunk_id(document, 0, text),
        document_id=document,
        index=0,
        text=text,
        start=0,
        end=len(text),
        language="en",
    )
