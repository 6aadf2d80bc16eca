"""An extractor that works when a test lets it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionFailure, ExtractionOutcome, Usage
from schemas.graph_schema import GraphSchema


class GatedExtractor:
    """Finds nothing in any chunk; those with the text `held` wait until its gate is open, those with `failing` fail."""

    name = fingerprint = "gated"

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.held = self.failing = ""
        self.asked: list[str] = []

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        return f"{task.chunk.id} {schema is None}"

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        for task in tasks:
            self.asked.append(task.chunk.text)
            if self.held in task.chunk.text:
                await self.gate.wait()
            if self.failing and self.failing in task.chunk.text:
                yield ExtractionFailure(
                    chunk_id=task.chunk.id, kind="model error", message="It took too long."
                )
            else:
                yield ChunkExtraction(chunk_id=task.chunk.id, usage=Usage(model="gated", model_calls=1))
