"""Chunks that a Cypher query leads to, written by the chat model or taken from a template."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.guard.cypher_guard import CypherGuard
from kg.guard.vocabulary import CypherVocabulary
from llm.client import ModelClient
from llm.reply_text import fenced_text
from llm.usage import UsageCounter
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.cypher.evidence import chunks_of_rows
from retrieval.channels.cypher.examples import NearestExamples, load_examples
from retrieval.channels.cypher.excerpt import schema_excerpt
from retrieval.channels.cypher.names import NamesInForce
from retrieval.channels.cypher.prompt import SYSTEM, parameters, repair_task, task
from retrieval.channels.cypher.templates import find_by_template
from schemas.errors import ModelError, ModelReplyError, QueryRejectedError
from schemas.extraction import Usage
from schemas.retrieval import ChannelResult, CypherTrace


@dataclass(frozen=True)
class _Attempt:
    """A query with its rows, or with the reason why it was refused."""

    trace: CypherTrace
    rows: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class CypherOutcome:
    """The queries that were tried, what became of each, the rows of the one that ran, and what writing them cost."""

    traces: tuple[CypherTrace, ...]
    rows: tuple[Mapping[str, object], ...]
    usage: Usage


class CypherChannel:
    """Asks the graph in its own language, under every rule for generated Cypher."""

    name = "cypher"
    weight = 0.15
    weight_without_entities = 0.5

    def __init__(self, parts: RetrievalParts) -> None:
        """Make one that shows the model the examples that the settings name.

        Raises:
            ConfigError: these examples cannot be used.
        """
        self._reader = parts.reader
        self._model = parts.chat_model
        self._guard = CypherGuard(parts.reader.queries)
        self._names = NamesInForce(parts.reader)
        settings = parts.settings.cypher
        self._within_s = settings.template_timeout_s
        self._examples = NearestExamples(
            load_examples(settings.examples), parts.embedder, most=settings.max_examples
        )

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks behind what the query returned, best first, with every query and what became of it.

        A refused query is repaired once; then the channel gives up and its note says why.

        Raises:
            ModelError: The chat model failed.
            ModelReplyError: The chat model gave no usable reply.
            GraphStoreError: Neo4j cannot be reached.
        """
        if self._model is None:
            return await find_by_template(question, self.name, within_s=self._within_s)
        outcome = await self.query(self._model, question)
        ranked = await chunks_of_rows(
            self._reader, outcome.rows, asked=question.entity_ids, document_ids=question.document_ids
        )
        return ChannelResult(
            channel=self.name,
            status="ran" if any(trace.ran for trace in outcome.traces) else "failed",
            note=_note(outcome.traces),
            ranked=ranked[: question.depth],
            cypher=outcome.traces,
            usage=outcome.usage,
        )

    async def query(self, model: ModelClient, question: QuestionContext) -> CypherOutcome:
        """What the query of the model found; a refused one is repaired once.

        Raises:
            ModelError: The chat model failed.
            ModelReplyError: The chat model gave no usable reply.
            GraphStoreError: Neo4j cannot be reached.
        """
        attempts, usage = await self._by_model(model, question)
        rows = [row for attempt in attempts for row in attempt.rows]
        return CypherOutcome(tuple(attempt.trace for attempt in attempts), tuple(rows), usage)

    async def _by_model(self, model: ModelClient, question: QuestionContext) -> tuple[list[_Attempt], Usage]:
        names = await self._names.at(question.graph_version)
        params = parameters(question.analysis, question.links)
        excerpt, examples = await asyncio.gather(
            schema_excerpt(question, names), self._examples.nearest(question.vector)
        )
        wanted = task(question.analysis.question, excerpt, params, links=question.links, examples=examples)
        counter = model.counter()
        query = await _write(model, wanted, counter)
        first = await self._attempt(query, params, names.allowed)
        if first.trace.ran:
            return [first], counter.usage
        try:
            query = await _write(model, repair_task(wanted, first.trace.text, first.trace.refused), counter)
        except (ModelError, ModelReplyError) as error:
            trace = first.trace.model_copy(
                update={"refused": f"{first.trace.refused} (not repaired: {error})"}
            )
            return [_Attempt(trace)], counter.usage
        second = await self._attempt(query, params, names.allowed)
        repaired = _Attempt(second.trace.model_copy(update={"repaired": True}), second.rows)
        return [first, repaired], counter.usage

    async def _attempt(
        self, text: str, params: Mapping[str, object], vocabulary: CypherVocabulary
    ) -> _Attempt:
        try:
            run = await self._guard.run(text, params, vocabulary)
        except QueryRejectedError as error:
            why = f"{error} {error.remedy}".strip()
            return _Attempt(CypherTrace(text=text, origin="model", ran=False, refused=why))
        trace = CypherTrace(text=run.text, origin="model", ran=True, rows=len(run.rows), ms=run.ms)
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
