"""What a question set is made from: the documents of a graph, and the facts with the sentences that state them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluation.benchmark import Benchmark
from evaluation.data import ChunkPassage, GoldSpan
from evaluation.gold import DocumentText
from kg.identity.romanisation import is_romanised
from kg.read.facts import FactEvidence
from kg.reader import GraphReader
from kg.text.hangul import has_hangul
from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from schemas.document import Block, Document, Language
from schemas.graph import Entity, Fact

_PAGE = 500
_MOST = 20_000
"""Facts and entities that are looked at, the best supported and the most mentioned first."""


@dataclass(frozen=True)
class CorpusDocument:
    """A document with its text and blocks."""

    source: str
    title: str
    language: Language
    text: str
    blocks: tuple[Block, ...]

    def span(self, start: int, end: int, step: int | None = None) -> GoldSpan:
        """The gold at this place of the text."""
        return GoldSpan(document=self.source, text=self.text[start:end], start=start, end=end, step=step)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where the sentences stand."""
        return tuple(sentence_spans(self.text, self.language))


@dataclass(frozen=True)
class Statement:
    """A fact as one sentence states it; `text` is the sentence with single spaces."""

    fact: Fact
    head: Entity
    tail: Entity
    document: CorpusDocument
    start: int
    end: int
    language: Language

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return " ".join(self.document.text[self.start : self.end].split())

    def gold(self, step: int | None = None) -> GoldSpan:
        """The sentence as gold."""
        return self.document.span(self.start, self.end, step)


@dataclass(frozen=True)
class QuestionCorpus:
    """Documents by source, entities by id, and what is stated surely."""

    documents: Mapping[str, CorpusDocument]
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """The names that several entities have, folded."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            for name in {entity.name, *entity.aliases}:
                owners[name.casefold()].add(entity.id)
        return frozenset(name for name, ids in owners.items() if len(ids) > 1)

    def is_clear(self, entity: Entity) -> bool:
        """Whether the entity's name means it alone."""
        return entity.told_by is None and entity.name.casefold() not in self.ambiguous

    def naming(self, entity: Entity) -> Iterator[tuple[CorpusDocument, int]]:
        """The documents and numbers of the sentences that name the entity by any of its names, in either script."""
        pattern = any_name({entity.name, *entity.aliases, *self._in_other_script(entity)})
        for document in self.documents.values():
            for number, (start, end) in enumerate(document.sentences):
                if pattern.search(document.text, start, end):
                    yield document, number

    def _in_other_script(self, entity: Entity) -> list[str]:
        """Names that spell the entity's name in Latin letters, or in Hangul, though nobody has joined the two."""
        korean = has_hangul(entity.name)
        pairs = (
            (entity.name, one.name) if korean else (one.name, entity.name) for one in self.entities.values()
        )
        person = entity.type == "Person"
        return [
            latin if korean else hangul
            for hangul, latin in pairs
            if has_hangul(hangul) and not has_hangul(latin) and is_romanised(hangul, latin, person=person)
        ]


def any_name(names: Iterable[str]) -> re.Pattern[str]:
    """Finds one of the names as a whole, white space apart; Korean particles may follow it."""
    ordered = sorted(filter(None, names), key=lambda name: (-len(name), name))
    wordings = "|".join(r"\s+".join(map(re.escape, name.split())) for name in ordered)
    return re.compile(rf"(?<![^\W_가-힣])(?:{wordings})(?![A-Za-z0-9])")


async def read_corpus(
    benchmark: Benchmark, reader: GraphReader, *, least_confidence: float
) -> QuestionCorpus:
    """The documents and the statements of a graph that are at least so sure.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    passages = [passage for passage in benchmark.passages if isinstance(passage, ChunkPassage)]
    documents = _documents(await _all_documents(reader), passages)
    facts = await reader.facts.page(limit=_MOST)
    ends = list(dict.fromkeys(end for fact in facts for end in (fact.head, fact.tail)))
    entities = {entity.id: entity for entity in await reader.entities.search(limit=_MOST)}
    for start in range(0, len(ends), _PAGE):
        entities |= {entity.id: entity for entity in await reader.entities.by_id(ends[start : start + _PAGE])}
    evidence: list[FactEvidence] = []
    for start in range(0, len(facts), _PAGE):
        evidence += await reader.facts.evidence([fact.id for fact in facts[start : start + _PAGE]])
    sure = [one for one in evidence if one.confidence >= least_confidence]
    return QuestionCorpus(
        documents, entities, tuple(facts), tuple(_statements(facts, entities, documents, passages, sure))
    )


async def _all_documents(reader: GraphReader) -> list[Document]:
    ids: list[str] = []
    while page := await reader.documents.page(_PAGE, ids[-1] if ids else None):
        ids += [document.id for document in page]
    return [
        document
        for at in range(0, len(ids), _PAGE)
        for document in await reader.documents.by_id(ids[at : at + _PAGE])
    ]


def _documents(documents: Sequence[Document], passages: Sequence[ChunkPassage]) -> dict[str, CorpusDocument]:
    texts: defaultdict[str, DocumentText] = defaultdict(DocumentText)
    for passage in passages:
        texts[passage.document].add(passage)
    return {
        document.source: CorpusDocument(
            document.source, document.title, document.language, texts[document.source].text, document.blocks
        )
        for document in sorted(documents, key=lambda one: one.source)
    }


def _statements(
    facts: Sequence[Fact],
    entities: Mapping[str, Entity],
    documents: Mapping[str, CorpusDocument],
    passages: Sequence[ChunkPassage],
    evidence: Sequence[FactEvidence],
) -> Iterator[Statement]:
    by_id, places = {fact.id: fact for fact in facts}, {passage.id: passage for passage in passages}
    for one in evidence:
        fact, passage = by_id[one.fact_id], places.get(one.chunk_id)
        if passage is None or fact.head not in entities or fact.tail not in entities:
            continue
        document = documents[passage.document]
        start, end = _whole_sentence(document, passage.start + one.start, passage.start + one.end)
        yield Statement(
            fact=fact,
            head=entities[fact.head],
            tail=entities[fact.tail],
            document=document,
            start=start,
            end=end,
            language=detect_language(document.text[start:end]),
        )


def _whole_sentence(document: CorpusDocument, start: int, end: int) -> tuple[int, int]:
    """The sentence that a clause is part of."""
    around = [span for span in document.sentences if span[0] < end and span[1] > start]
    return (around[0][0], around[-1][1]) if around else (start, end)
