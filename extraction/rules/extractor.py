"""An extractor that needs no language model: grammar in English, particles in Korean."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Sequence
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version

from extraction.rules.english.extraction import extract_english
from extraction.rules.english.pipeline import model_name
from extraction.rules.known_relations import reading_by, with_korean_relations
from extraction.rules.korean.extraction import extract_korean
from extraction.schema.application import apply_schema, deciding_parts
from extraction.schema.canonical import Canonicaliser
from extraction.schema.vocabulary import Vocabulary, base_vocabulary
from schemas.errors import CiteGraphError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionFailure, ExtractionOutcome
from schemas.graph_schema import GraphSchema

RULES_VERSION = 21
"""Moves whenever the rules would find something else in the same text."""

_BATCH = 32
_LOG = logging.getLogger(__name__)


class DependencyExtractor:
    """Finds entities and triples by spaCy's dependency trees (English) and kiwipiepy's morphemes (Korean).

    They read by the vocabulary (None: the one that comes with CiteGraph): which wordings mean a relation, between which
    types. Chunks in other languages have no extraction: empty lists. What the loose pass found is not looked for again:
    the strict pass only brings it under the schema, unless that has Korean wordings of its own.
    It implements `schemas.ports.Extractor`.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._vocabulary = vocabulary or base_vocabulary()
        relations = self._vocabulary.model_dump_json(exclude_defaults=True)
        self._vocabulary_key = sha256(relations.encode()).hexdigest()
        # spaCy's pipeline is not made for several threads at once.
        self._lock = threading.Lock()

    @cached_property
    def _known(self) -> Canonicaliser:
        # Made when something is read: its Korean wordings need the analyser, which takes two seconds and half a gigabyte.
        return Canonicaliser(self._vocabulary)

    @property
    def name(self) -> str:
        """The extractor's name, as the evidence records it."""
        return model_name()

    @property
    def fingerprint(self) -> str:
        """Models, rules and vocabulary."""
        return "\x1f".join((model_name(), *_library_versions(), str(RULES_VERSION), self._vocabulary_key))

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        """Fingerprint of models, rules, schema, title and text."""
        parts = (
            self.fingerprint,
            json.dumps(deciding_parts(schema)),
            task.document_title,
            task.chunk.language,
            str(task.chunk.index == 0),
            task.chunk.text,
        )
        return sha256("\x1f".join(parts).encode()).hexdigest()

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        """One extraction for each task, in batches, computed in a thread."""
        for start in range(0, len(tasks), _BATCH):
            batch = tasks[start : start + _BATCH]
            for outcome in await asyncio.to_thread(self._extract_batch, batch, schema):
                yield outcome

    def _extract_batch(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> list[ExtractionOutcome]:
        """One outcome for each task; where the batch fails, each chunk is tried alone, so that only its own is lost."""
        try:
            return [*self._extract_all(tasks, schema)]
        except Exception as error:  # the top of a worker: an unexpected error ends this chunk, not the pass
            if isinstance(error, CiteGraphError):
                raise
            if len(tasks) == 1:
                _LOG.exception("a chunk could not be extracted")
                return [_failure(tasks[0], error)]
        return [outcome for task in tasks for outcome in self._extract_batch([task], schema)]

    def _extract_all(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> list[ChunkExtraction]:
        own = with_korean_relations(self._vocabulary, schema) if schema is not None else None
        found = {
            task.chunk.id: task.loose
            for task in tasks
            if task.loose is not None and (own is None or task.chunk.language != "ko")
        }
        unread = [task for task in tasks if task.chunk.id not in found]
        english = [task for task in unread if task.chunk.language == "en"]
        known = Canonicaliser(own) if own is not None else self._known
        with self._lock, reading_by(known):
            found |= {extraction.chunk_id: extraction for extraction in extract_english(english)}
            found |= {task.chunk.id: extract_korean(task) for task in unread if task.chunk.language == "ko"}
        outcomes = []
        for task in tasks:
            extraction = found.get(task.chunk.id, ChunkExtraction(chunk_id=task.chunk.id))
            if schema is not None:
                extraction = apply_schema(extraction, schema, language=task.chunk.language)
            outcomes.append(extraction)
        return outcomes


def _failure(task: ChunkToExtract, error: Exception) -> ExtractionFailure:
    return ExtractionFailure(
        chunk_id=task.chunk.id,
        kind="internal error",
        message=f"{type(error).__name__} in the rules. See the log, then try the failed chunks again.",
    )


@cache
def _library_versions() -> tuple[str, ...]:
    return version("spacy"), version("kiwipiepy")
