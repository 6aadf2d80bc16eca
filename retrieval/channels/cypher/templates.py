"""The ready-made query for a question that names an entity and a relation type by their own names."""

import asyncio
import time
from collections.abc import Sequence

from kg.db.queries.cypher_templates import STATEMENTS_OF
from kg.read.facts import Statement
from retrieval.channels.channel import QuestionContext
from schemas.retrieval import ChannelResult, CypherTrace, Link, RankedChunk

_MOST_ENTITIES = 8

NOT_EXACT = "without a chat model: needs an entity and a relation type that the question calls by name"


_late: set[asyncio.Task[list[Statement]]] = set()
"""Queries that nobody waits for any more: to break one off would cost its connection."""


async def find_by_template(question: QuestionContext, channel: str, *, within_s: float) -> ChannelResult:
    """The chunks that state the asked relation of a named entity, the best supported fact first; "off" for any other question.

    It is off, too, where the query takes longer than `within_s`.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    entities = _exact(question.links, "exact alias")[:_MOST_ENTITIES]
    relations = _exact(question.links, "exact name")
    if not entities or not relations:
        return ChannelResult(channel=channel, status="off", note=NOT_EXACT)
    started = time.perf_counter()
    asking = asyncio.create_task(question.reader.facts.statements(entities, relations, question.document_ids))
    if not (await asyncio.wait([asking], timeout=within_s))[0]:
        _late.add(asking)
        asking.add_done_callback(_forget)
        note = f"left out: the query took longer than {within_s * 1000:g} ms"
        return ChannelResult(channel=channel, status="off", note=note)
    rows = asking.result()
    ms = (time.perf_counter() - started) * 1000
    best: dict[str, RankedChunk] = {}
    facts = list(dict.fromkeys(row.fact_id for row in rows))
    for row in rows:
        score = 1 / (1 + facts.index(row.fact_id))
        best.setdefault(row.chunk_id, RankedChunk(chunk_id=row.chunk_id, score=score, why=row.text))
    trace = CypherTrace(text=STATEMENTS_OF.strip(), origin="template", ran=True, rows=len(rows), ms=ms)
    return ChannelResult(
        channel=channel,
        status="ran",
        note="" if rows else "the query found nothing",
        ranked=tuple(best.values())[: question.depth],
        cypher=(trace,),
    )


def _forget(asking: asyncio.Task[list[Statement]]) -> None:
    _late.discard(asking)
    if not asking.cancelled():
        asking.exception()  # looked at, so that nothing complains of it


def _exact(links: Sequence[Link], how: str) -> list[str]:
    return list(dict.fromkeys(link.target for link in links if link.how == how))
