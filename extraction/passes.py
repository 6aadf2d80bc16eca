"""One pass of an extractor over chunks, with every outcome written down as it comes."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

from extraction.state.ledger import ExtractionLedger, LedgerEntry, PassName
from schemas.errors import BackendError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionOutcome
from schemas.graph_schema import GraphSchema
from schemas.ports import Extractor, Progress

_FREE_OUTCOMES_AT_ONCE = 50


async def run_pass(
    pass_name: PassName,
    tasks: Sequence[ChunkToExtract],
    *,
    schema: GraphSchema | None,
    extractor: Extractor,
    ledger: ExtractionLedger,
    on_progress: Progress,
) -> None:
    """Extract every task that has no finished outcome yet; afterwards each has one in the ledger, done or failed.

    Raises:
        ModelError: the model cannot be used at all; what was finished before is kept.

    What `on_progress` raises ends the pass in the same way, and with it the model calls under way.
    """
    keys = await asyncio.to_thread(lambda: {t.chunk.id: extractor.cache_key(t, schema) for t in tasks})
    document_of = {task.chunk.id: task.chunk.document_id for task in tasks}

    def entry(outcome: ExtractionOutcome) -> LedgerEntry:
        return LedgerEntry(document_of[outcome.chunk_id], keys[outcome.chunk_id], outcome)

    finished = await ledger.find_done(list(keys.values()))
    known = [
        _as_outcome_of(task, finished[keys[task.chunk.id]])
        for task in tasks
        if keys[task.chunk.id] in finished
    ]
    await ledger.record(pass_name, [entry(outcome) for outcome in known])
    done = len(known)
    on_progress(f"{pass_name} pass", done, len(tasks))
    todo = [task for task in tasks if keys[task.chunk.id] not in finished]
    if schema is not None:
        todo = await _with_loose(todo, extractor, ledger)
    waiting: list[LedgerEntry] = []
    outcomes = extractor.extract(todo, schema)
    try:
        async for outcome in outcomes:
            waiting.append(entry(outcome))
            done += 1
            if outcome.usage.model_calls or len(waiting) >= _FREE_OUTCOMES_AT_ONCE:
                await ledger.record(pass_name, waiting)
                waiting = []
            on_progress(f"{pass_name} pass", done, len(tasks))
    except BaseException:
        if isinstance(outcomes, AsyncGenerator):
            await outcomes.aclose()
        with suppress(BackendError):  # or a pass that is cancelled would look like one to be tried again
            await ledger.record(pass_name, waiting)
        raise
    await ledger.record(pass_name, waiting)


async def _with_loose(
    tasks: Sequence[ChunkToExtract], extractor: Extractor, ledger: ExtractionLedger
) -> list[ChunkToExtract]:
    """The tasks with what this extractor, as it is now, found in the loose pass."""
    keys = await asyncio.to_thread(lambda: [extractor.cache_key(task, None) for task in tasks])
    found = await ledger.find_done(keys)
    return [
        task.model_copy(update={"loose": _as_outcome_of(task, found[key])}) if key in found else task
        for task, key in zip(tasks, keys, strict=True)
    ]


def _as_outcome_of(task: ChunkToExtract, extraction: ChunkExtraction) -> ChunkExtraction:
    """The stored extraction as this chunk's own; it cost nothing when another chunk paid for it."""
    if extraction.chunk_id == task.chunk.id:
        return extraction
    return extraction.model_copy(
        update={"chunk_id": task.chunk.id, "usage": extraction.usage.model_copy(update=_FREE)}
    )


_FREE = {"model_calls": 0, "input_tokens": 0, "output_tokens": 0, "latency_ms": 0.0}
