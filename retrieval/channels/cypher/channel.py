"""Chunks that a Cypher query leads to, written by the chat model or taken from a template."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.guard.cypher_guard import CypherGuard
from kg.guard.vocabulary import CypherVocabulary
from llm.client import ModelClient
from llm.reply_text import fenced_text
from llm.usage import UsageCounter
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.cypher.evidence import chunks_of_rows
from retrieval.channels.cypher.names import read_names
from retrieval.channels.cypher.prompt import SYSTEM, parameters, repair_task, task
from retrieval.channels.cypher.templates import choose_by_type, choose_templates
from schemas.errors import ModelError, ModelReplyError, QueryRejectedError
from schemas.extraction import Usage
from schemas.retrieval import Analysis, ChannelResult, CypherTrace, Link

_NOTHING_LINKED = (
    "needs a linked entity with a relation type, two linked entities, or a relation type with an entity type"
)


@dataclass(frozen=True)
class _Attempt:
    """A query with its rows, or with the reason why it was refused."""

    trace: CypherTrace
    rows: tuple[Mapping[str, object], ...] = ()


class CypherChannel:
    """Asks the graph in its own language, under every rule for generated Cypher."""

    name = "cypher"
    weight = 0.15
    weight_without_entities = 0.5

    def __init__(self, parts: RetrievalParts) -> None:
        self._reader = parts.reader
        self._model = parts.chat_model
        self._guard = CypherGuard(parts.reader.queries)

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks behind what the query returned, best first, with every query and what became of it.

        A refused query is repaired once; then the channel gives up and its note says why.

        Raises:
            ModelError: The chat model failed.
            ModelReplyError: The chat model gave no usable reply.
            GraphStoreError: Neo4j cannot be reached.
        """
        usage = Usage()
        if self._model is None:
            attempts = await self._by_templates(question.analysis, question.links)
            if not attempts:
                return ChannelResult(channel=self.name, status="off", note=_NOTHING_LINKED)
        else:
            attempts, usage = await self._by_model(self._model, question.analysis, question.links)
        rows = [row for attempt in attempts for row in attempt.rows]
        ranked = await chunks_of_rows(
            self._reader, rows, asked=question.entity_ids, document_ids=question.document_ids
        )
        traces = tuple(attempt.trace for attempt in attempts)
        return ChannelResult(
            channel=self.name,
            status="ran" if any(trace.ran for trace in traces) else "failed",
            note=_note(traces),
            ranked=ranked[: question.depth],
            cypher=traces,
            usage=usage,
        )

    async def _by_templates(self, analysis: Analysis, links: Sequence[Link]) -> list[_Attempt]:
        chosen = choose_templates(links)
        if not chosen and any(link.kind == "relation" for link in links):
            names = await read_names(self._reader)
            chosen = choose_by_type(analysis, links, names.types)
        # They name only what every graph has, so a verdict on them outlives this graph's vocabulary.
        runs = (
            self._attempt(template.text.strip(), template.params, CypherVocabulary(), origin="template")
            for template in chosen
        )
        return await asyncio.gather(*runs)

    async def _by_model(
        self,
        model: ModelClient,
        analysis: Analysis,
        links: Sequence[Link],
    ) -> tuple[list[_Attempt], Usage]:
        names = await read_names(self._reader)
        params = parameters(analysis, links)
        wanted = task(analysis.question, names, links, params)
        counter = model.counter()
        query = await _write(model, wanted, counter)
        first = await self._attempt(query, params, names.allowed, origin="model")
        if first.trace.ran:
            return [first], counter.usage
        try:
            query = await _write(model, repair_task(wanted, first.trace.text, first.trace.refused), counter)
        except (ModelError, ModelReplyError) as error:
            trace = first.trace.model_copy(
                update={"refused": f"{first.trace.refused} (not repaired: {error})"}
            )
            return [_Attempt(trace)], counter.usage
        second = await self._attempt(query, params, names.allowed, origin="model")
        repaired = _Attempt(second.trace.model_copy(update={"repaired": True}), second.rows)
        return [first, repaired], counter.usage

    async def _attempt(
        self,
        text: str,
        params: Mapping[str, object],
        vocabulary: CypherVocabulary,
        *,
        origin: Literal["model", "template"],
    ) -> _Attempt:
        try:
            run = await self._guard.run(text, params, vocabulary)
        except QueryRejectedError as error:
            why = f"{error} {error.remedy}".strip()
            return _Attempt(CypherTrace(text=text, origin=origin, ran=False, refused=why))
        trace = CypherTrace(text=run.text, origin=origin, ran=True, rows=len(run.rows), ms=run.ms)
        return _Attempt(trace, run.rows)


async def _write(model: ModelClient, wanted: str, counter: UsageCounter) -> str:
    """The query that the model writes for this task."""
    reply = await model.ask(system=SYSTEM, user=wanted, counter=counter)
    return fenced_text(reply.text)


def _note(traces: Sequence[CypherTrace]) -> str:
    ran = [trace for trace in traces if trace.ran]
    if not ran:
        return f"no query ran: {traces[-1].refused}"
    rows = sum(trace.rows for trace in ran)
    return "" if rows else "the query found nothing"
