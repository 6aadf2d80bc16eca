"""Extraction with a chat model, through LLMGraphTransformer."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from extraction.llm.answer import RawGraph, read_answer
from extraction.llm.cleaning import clean_graph
from extraction.llm.near_patterns import NearPatterns, found_before
from extraction.llm.prompt import STRICT_VERSION, build_transformer, found_sentence, prompt_version
from extraction.llm.settings import EXTRACTION_REMEDIES, LlmExtractionSettings, LlmMode
from extraction.mentions.names import whole_letters
from extraction.schema.application import apply_schema, deciding_parts
from extraction.schema.vocabulary import Vocabulary
from kg.text.sentences import sentence_spans
from llm.client import ModelClient
from llm.errors import NoStructuredOutputError, UnreachableError
from llm.usage import UsageCounter
from schemas.chunk import Chunk
from schemas.errors import (
    CiteGraphError,
    MalformedOutputError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    TooLongError,
)
from schemas.extraction import (
    ChunkExtraction,
    ChunkToExtract,
    ExtractionFailure,
    ExtractionOutcome,
    FailureKind,
)
from schemas.graph_schema import GraphSchema

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_neo4j import LLMGraphTransformer

_LOG = logging.getLogger(__name__)
_FAILURES_IN_A_ROW = 8
_SMALLEST_PIECE_CHARS = 300


class LlmExtractor:
    """Entities and triples by a chat model; implements `schemas.ports.Extractor`.

    A fault of one chunk never touches another: it ends as an `ExtractionFailure` with the reason. A reply that cannot
    be read is asked for once more, in prompt mode; where the text or the reply is too long, two halves are tried.
    The vocabulary says which properties relationships may have under a schema; without one none are asked for.
    """

    def __init__(
        self, model: "BaseChatModel", settings: LlmExtractionSettings, vocabulary: Vocabulary | None = None
    ) -> None:
        self._model = model
        self._settings = settings
        self._vocabulary = vocabulary
        self._client = ModelClient(model, settings, EXTRACTION_REMEDIES)
        self._free = asyncio.Semaphore(settings.concurrency)
        """One for all passes: those of jobs side by side take turns."""

    @property
    def name(self) -> str:
        """Model and mode, such as "gpt-4o-mini (tool mode)"."""
        return f"{self._client.name} ({self._settings.mode} mode)"

    @property
    def fingerprint(self) -> str:
        """SHA-256 over model, endpoint, temperature, settings and prompt version; never over the key."""
        answer_shaping = self._settings.model_dump(
            include={"mode", "instructions", "max_entities", "max_triples", "max_name_chars"}
        )
        return _digest(*self._client.identity, answer_shaping, prompt_version())

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        """SHA-256 over the fingerprint, the names in the schema, title, language and text."""
        chunk = task.chunk
        strict = (
            None if schema is None else (STRICT_VERSION, deciding_parts(schema), self._properties(schema))
        )
        return _digest(self.fingerprint, strict, task.document_title, chunk.language, chunk.text)

    def _properties(self, schema: GraphSchema) -> dict[str, tuple[str, ...]]:
        """The circumstances that the statements of each relation may have."""
        if self._vocabulary is None:
            return {}
        known = self._vocabulary.relation_types
        return {
            kind.name: known[kind.name].qualifiers for kind in schema.relation_types if kind.name in known
        }

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        """One outcome for each task, as they come; `schema` None is the loose pass.

        Closing the iterator ends the requests under way.

        Raises:
            ModelError: no chunk can succeed: the key, the model's name or the account is wrong, nothing listens at
                the address, or many chunks in a row failed. What had succeeded by then was handed over before.
        """
        properties = self._properties(schema) if schema is not None else {}
        near = NearPatterns(schema, properties) if schema is not None else None
        one_pass = _Pass(self._model, self._settings, self._client, schema, near, self._free)
        waiting = iter(tasks)
        running: set[asyncio.Task[ExtractionOutcome]] = set()
        try:
            while True:
                free = self._settings.concurrency - len(running)
                running |= {asyncio.create_task(one_pass.outcome(task)) for task in islice(waiting, free)}
                if not running:
                    return
                ended, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in ended:
                    if task.exception() is None:
                        yield task.result()
                for task in ended:
                    task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


class _Pass:
    """One run over many chunks under one schema."""

    def __init__(
        self,
        model: "BaseChatModel",
        settings: LlmExtractionSettings,
        client: ModelClient,
        schema: GraphSchema | None,
        near: NearPatterns | None,
        free: asyncio.Semaphore,
    ) -> None:
        self._model = model
        self._settings = settings
        self._client = client
        self._schema = schema
        self._free = free
        self._mode = settings.mode
        self._near = near
        self._transformers: dict[LlmMode, LLMGraphTransformer] = {}
        self._failures_in_a_row = 0

    async def outcome(self, task: ChunkToExtract) -> ExtractionOutcome:
        """What was found in the chunk, or why nothing could be.

        Raises:
            ModelError: the other chunks would fail as well.
        """
        async with self._free:
            return await self._outcome(task)

    async def _outcome(self, task: ChunkToExtract) -> ExtractionOutcome:
        counter = self._client.counter()
        try:
            found = await self._found(task, counter)
        except ModelReplyError as error:
            return self._failure(task, counter, error)
        except Exception as error:  # the top of a worker: an unexpected error ends this chunk, not the pass
            self._failures_in_a_row += 1
            if self._is_hopeless(error):
                raise
            return self._failure(task, counter, _as_ours(error))
        self._failures_in_a_row = 0
        return found

    async def _found(self, task: ChunkToExtract, counter: UsageCounter) -> ChunkExtraction:
        raw = await self._read(task.chunk.text, task, counter)
        return await asyncio.to_thread(self._extraction, raw, task.chunk, counter)

    def _is_hopeless(self, error: Exception) -> bool:
        if self._failures_in_a_row >= _FAILURES_IN_A_ROW:
            return True
        if isinstance(error, ModelError):
            return not error.retryable or isinstance(error, UnreachableError)
        return isinstance(error, CiteGraphError)

    def _extraction(self, raw: RawGraph, chunk: Chunk, counter: UsageCounter) -> ChunkExtraction:
        found = clean_graph(raw, chunk, self._settings, counter.usage)
        if self._schema is None:
            return found
        return apply_schema(found, self._schema, language=chunk.language, keep_lost=True)

    async def _read(self, text: str, task: ChunkToExtract, counter: UsageCounter) -> RawGraph:
        try:
            return await self._read_whole(text, task, counter)
        except TooLongError:
            halves = _halves(text, task.chunk)
            if not halves:
                raise
        first, second = [await self._read(half, task, counter) for half in halves]
        return first + second

    async def _read_whole(self, text: str, task: ChunkToExtract, counter: UsageCounter) -> RawGraph:
        try:
            return await self._ask(self._mode, text, task, counter)
        except MalformedOutputError as error:
            if isinstance(error, NoStructuredOutputError):
                self._mode = "prompt"  # it would refuse the other chunks too
        return await self._ask("prompt", text, task, counter)

    async def _ask(self, mode: LlmMode, text: str, task: ChunkToExtract, counter: UsageCounter) -> RawGraph:
        inputs = {
            "input": text,
            "title": task.document_title,
            "found": found_sentence(found_before(task.loose if self._near is not None else None)),
            "instructions": self._settings.instructions,
        }
        transformer = await asyncio.to_thread(self._transformer, mode, task)
        reply = await self._client.ask_chain(transformer.chain, inputs, counter)
        return read_answer(reply.text)

    def _transformer(self, mode: LlmMode, task: ChunkToExtract) -> "LLMGraphTransformer":
        if self._near is not None:
            patterns = self._near.of(task)
            return build_transformer(self._model, mode, patterns, self._near.properties_of(patterns))
        if mode not in self._transformers:
            self._transformers[mode] = build_transformer(self._model, mode, None)
        return self._transformers[mode]

    def _failure(
        self, task: ChunkToExtract, counter: UsageCounter, error: CiteGraphError
    ) -> ExtractionFailure:
        return ExtractionFailure(
            chunk_id=task.chunk.id,
            kind=_kind(error),
            message=whole_letters(f"{error}. {error.remedy}".rstrip(". ") + "."),
            attempts=max(1, counter.usage.model_calls),
            raw_head=whole_letters(error.raw_head) if isinstance(error, ModelReplyError) else "",
            usage=counter.usage,
        )


def _as_ours(error: Exception) -> CiteGraphError:
    """The error itself where it is one of ours; else ours that names it, with the rest in the log."""
    if isinstance(error, CiteGraphError):
        return error
    _LOG.error("a chunk could not be extracted", exc_info=error)
    return CiteGraphError(
        f"internal error: {type(error).__name__}", remedy="See the log, then try the failed chunks again."
    )


def _digest(*parts: object) -> str:
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _kind(error: CiteGraphError) -> FailureKind:
    if isinstance(error, TooLongError):
        return "too long"
    if isinstance(error, ModelRefusedError):
        return "model refused"
    return "malformed output" if isinstance(error, MalformedOutputError) else "model error"


def _halves(text: str, chunk: Chunk) -> tuple[str, str] | None:
    """The text in two, at the sentence end nearest its middle; None when it is too small to help."""
    if len(text) < 2 * _SMALLEST_PIECE_CHARS:
        return None
    middle = len(text) // 2
    starts = [start for start, _ in sentence_spans(text, chunk.language)[1:]] or [middle]
    cut = min(starts, key=lambda start: abs(start - middle))
    return text[:cut], text[cut:]
