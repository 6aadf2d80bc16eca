"""What the tools answer: as much as a model needs, and no more."""

from pydantic import Field

from schemas.document import Document
from schemas.graph import Entity, Fact
from schemas.graph_schema import GraphSchema
from schemas.recommendation import Recommendation, RecommendedRecord
from schemas.retrieval import Answer, Citation, Passage
from schemas.value import Value


class Proof(Value):
    """The sentence behind the mark `[number]` of an answer, and where it is."""

    number: int
    quote: str
    title: str
    source: str
    document_id: str
    page: str = Field(default="", description="As the page calls itself; empty where there are no pages.")
    heading: str = ""
    page_image: str = Field(default="", description="A picture of the page with the sentence marked.")

    @classmethod
    def of(cls, citation: Citation, site: str) -> "Proof":
        """The proof that the citation is; `site` is where pictures are served."""
        return cls(
            number=citation.number,
            quote=citation.quote,
            title=citation.title,
            source=citation.source,
            document_id=citation.document_id,
            page=_page(citation.page, citation.page_label),
            heading=citation.heading,
            page_image=site and site + citation.image,
        )


class AnswerWithProofs(Value):
    """An answer whose marks `[n]` stand for proofs; `found` is false where the documents do not say."""

    found: bool
    text: str
    note: str = Field(default="", description="How the question was understood, where that is not plain.")
    proofs: tuple[Proof, ...] = ()

    @classmethod
    def of(cls, answer: Answer, site: str) -> "AnswerWithProofs":
        """The answer without the way it came about."""
        proofs = tuple(Proof.of(citation, site) for citation in answer.citations)
        return cls(found=answer.found, text=answer.text, note=answer.note, proofs=proofs)


class FoundPassage(Value):
    """A stretch of a document that bears on the question; `score` is 0..1, higher is better."""

    text: str
    title: str
    source: str
    document_id: str
    page: str = ""
    heading: str = ""
    score: float

    @classmethod
    def of(cls, passage: Passage) -> "FoundPassage":
        """The passage without how it was found."""
        return cls(
            text=passage.text,
            title=passage.title,
            source=passage.source,
            document_id=passage.document_id,
            page=_page(passage.page, passage.page_label),
            heading=passage.heading,
            score=passage.score,
        )


class FoundPassages(Value):
    """Passages, best first."""

    passages: tuple[FoundPassage, ...]


class FoundRecord(Value):
    """A record that meets a wish; `reason` are words of its own, and `score` is 0..1, higher is better."""

    title: str
    reason: str
    source: str
    document_id: str
    facets: dict[str, tuple[str, ...]] = Field(description="What the record states.")
    score: float

    @classmethod
    def of(cls, record: RecommendedRecord) -> "FoundRecord":
        """The record without how it was found."""
        return cls(
            title=record.title,
            reason=record.reason,
            source=record.source,
            document_id=record.document_id,
            facets=dict(record.facets),
            score=record.score,
        )


class FoundRecords(Value):
    """Records that meet a wish, best first; `found` is false where none does, and `note` says why."""

    found: bool
    note: str
    records: tuple[FoundRecord, ...]

    @classmethod
    def of(cls, recommended: Recommendation) -> "FoundRecords":
        """The recommendation without how the wish was understood."""
        records = tuple(map(FoundRecord.of, recommended.items))
        return cls(found=recommended.found, note=recommended.note, records=records)


class FoundEntity(Value):
    """A thing that documents speak of, under all its names."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: int

    @classmethod
    def of(cls, entity: Entity) -> "FoundEntity":
        """The entity, with what tells it from others of its name in its type."""
        return cls(
            id=entity.id,
            name=entity.name,
            type=entity.description,
            aliases=entity.aliases,
            mentions=entity.mentions,
        )


class FoundEntities(Value):
    """Entities, the best fitting first."""

    entities: tuple[FoundEntity, ...]


class FoundFact(Value):
    """A statement; `support` counts the places that make it."""

    head: str
    relation: str
    tail: str
    text: str
    support: int

    @classmethod
    def of(cls, fact: Fact) -> "FoundFact":
        """The fact by the names of its ends."""
        return cls(
            head=fact.head_name, relation=fact.type, tail=fact.tail_name, text=fact.text, support=fact.support
        )


class FoundFacts(Value):
    """Facts, those that most places state first."""

    facts: tuple[FoundFact, ...]


class Vocabulary(Value):
    """The types of the graph, each with its number; patterns are written `(Person)-[WRITE]->(Work)`."""

    entity_types: dict[str, int]
    relation_types: dict[str, int]
    patterns: dict[str, int]

    @classmethod
    def of(cls, schema: GraphSchema) -> "Vocabulary":
        """The schema without its history."""
        return cls(
            entity_types={one.name: one.count for one in schema.entity_types},
            relation_types={one.name: one.count for one in schema.relation_types},
            patterns={one.shown(): one.count for one in schema.patterns},
        )


class ListedDocument(Value):
    """A document."""

    id: str
    title: str
    source: str
    media_type: str
    language: str

    @classmethod
    def of(cls, document: Document) -> "ListedDocument":
        """The document without the state it is in."""
        return cls(
            id=document.id,
            title=document.title,
            source=document.source,
            media_type=document.media_type,
            language=document.language,
        )


class ListedDocuments(Value):
    """Documents, the latest first; `next` is the `after` of the next page, empty on the last."""

    documents: tuple[ListedDocument, ...]
    next: str


class Ingest(Value):
    """How far an ingest is: `state` becomes "done" or "failed", or names whom it waits for."""

    job_id: str
    state: str
    document_ids: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def _page(number: int | None, label: str | None) -> str:
    return label or (str(number) if number is not None else "")
