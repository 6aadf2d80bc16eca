"""What is kept of a question and its answer for those that follow."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from kg.reader import GraphReader
from kg.text.language import detect_language
from retrieval.answer.extractive import read_question
from retrieval.conversation.names_said import asked_about, known_names
from schemas.conversation import Referent, Turn
from schemas.retrieval import Answer, Citation

_MOST = 12
_ANSWER_CHARS = 4_000


async def turn_of(answer: Answer, reader: GraphReader) -> Turn:
    """The turn that this answer makes, with what its question and its cited sentences name.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
        BackendError: WordNet is not there and could not be fetched.
    """
    analysis, links = answer.trace.analysis, answer.trace.links
    asked = await asyncio.to_thread(read_question, analysis, links)
    answered = [await _named_in(citation, reader) for citation in answer.citations[:_MOST]]
    return Turn(
        question=answer.question,
        read_as=analysis.question,
        answer=answer.text[:_ANSWER_CHARS],
        found=answer.found,
        wanted=asked.wanted.value,
        head=asked.head,
        named=await _named(answer, reader),
        answered=tuple(answered[0][:_MOST]) if answered else (),
        beside=tuple(_distinct(one for each in answered[1:] for one in each))[:_MOST],
        at=datetime.now(UTC),
    )


async def _named(answer: Answer, reader: GraphReader) -> tuple[Referent, ...]:
    """The entities that the question names, the likeliest one of each name, in its order; else what it is about."""
    surfaces: dict[str, str] = {}
    for link in sorted(answer.trace.links, key=lambda one: -one.score):
        if link.kind == "entity" and link.surface not in surfaces.values():
            surfaces[link.target] = link.surface
    analysis = answer.trace.analysis
    if not surfaces:
        about = await asyncio.to_thread(asked_about, analysis.question, analysis.language)
        return (about,) if about else ()
    entities = await reader.entities.by_id(list(surfaces))
    found = [
        Referent(entity_id=one.id, name=one.name, type=one.type, surface=surfaces[one.id]) for one in entities
    ]
    return tuple(sorted(found, key=lambda one: analysis.question.find(one.surface)))[:_MOST]


async def _named_in(citation: Citation, reader: GraphReader) -> list[Referent]:
    """The entities that the cited sentence names, in its order: those that were read in it, and others by their names."""
    mentioned = await reader.entities.named_at(citation.chunk_id, citation.start, citation.end)
    read = [
        Referent(entity_id=one.id, name=one.name, type=one.type, surface=one.surface) for one in mentioned
    ]
    language = detect_language(citation.quote)
    found = _distinct([*read, *await known_names(citation.quote, language, reader)])
    return sorted(found, key=lambda one: citation.quote.find(one.surface))


def _distinct(referents: Iterable[Referent]) -> list[Referent]:
    found: dict[str, Referent] = {}
    for one in referents:
        found.setdefault(one.entity_id, one)
    return list(found.values())
