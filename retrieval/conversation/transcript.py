"""Conversations of which only the texts are known, as a client that keeps them itself sends them."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from kg.reader import GraphReader
from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from retrieval.answer.extractive import read_question
from retrieval.answer.marks import read_marks, without_marks
from retrieval.conversation.binding import bind
from retrieval.conversation.names_said import asked_about, known_names
from retrieval.question.analysis import analyse_by_rules
from schemas.conversation import Referent, Turn

_MOST = 12
_CHARS = 4_000


async def turns_of_texts(exchanges: Sequence[tuple[str, str]], reader: GraphReader) -> tuple[Turn, ...]:
    """The turns that these questions and their answers make, in their order; texts without a letter or digit make none.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
        BackendError: WordNet is not there and could not be fetched.
    """
    turns: list[Turn] = []
    for question, answer in exchanges:
        if any(map(str.isalnum, question)):
            turns.append(await _turn(question.strip()[:_CHARS], answer.strip()[:_CHARS], turns, reader))
    return tuple(turns)


async def _turn(question: str, answer: str, before: Sequence[Turn], reader: GraphReader) -> Turn:
    """Read as `turn_of` reads an answer, with the first sentence of the text in the place of the first cited one."""
    bound = await asyncio.to_thread(bind, question, before)
    analysis = await asyncio.to_thread(analyse_by_rules, bound.question)
    asked = await asyncio.to_thread(read_question, analysis)
    named = await known_names(bound.question, analysis.language, reader)
    if not named and (about := await asyncio.to_thread(asked_about, bound.question, analysis.language)):
        named = [about]
    first, others = await _answered(without_marks(answer), reader)
    return Turn(
        question=question,
        read_as=bound.question,
        answer=answer,
        found=bool(read_marks(answer)),
        wanted=asked.wanted.value,
        head=asked.head,
        named=tuple(named[:_MOST]),
        answered=tuple(first[:_MOST]),
        beside=tuple(others[:_MOST]),
        at=datetime.now(UTC),
    )


async def _answered(answer: str, reader: GraphReader) -> tuple[list[Referent], list[Referent]]:
    """What the first sentence of the answer names, and what the others do."""
    language = detect_language(answer)
    spans = await asyncio.to_thread(sentence_spans, answer, language)
    said = [await known_names(answer[start:end], language, reader) for start, end in spans[:_MOST]]
    return (said[0], [one for each in said[1:] for one in each]) if said else ([], [])
