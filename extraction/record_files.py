"""What was read out of documents, as files for Neo4j's importer."""

import asyncio
from collections.abc import Sequence

from extraction.preparation import IngestParts, IngestSettings, Preparation
from kg.bulk.record import RecordFiles
from schemas.document_graph import DocumentGraph
from schemas.ports import Progress

_DOCUMENTS_AT_ONCE = 50


async def write_record_files(
    parts: IngestParts,
    settings: IngestSettings,
    document_ids: Sequence[str],
    schema_version: int,
    files: RecordFiles,
    *,
    on_progress: Progress,
) -> None:
    """Write the documents into the files, their chunks with vectors; the passes must have an outcome for each chunk.

    Raises:
        CiteGraphError: the ledger, the library or the embedding model failed.
    """
    batches = [
        tuple(document_ids[start : start + _DOCUMENTS_AT_ONCE])
        for start in range(0, len(document_ids), _DOCUMENTS_AT_ONCE)
    ]
    done = 0
    async with Preparation(parts, settings, on_progress) as preparation:
        for batch, after in zip(batches, [*batches[1:], ()], strict=True):
            graphs = await preparation.graphs(batch, schema_version)
            preparation.begin(after, schema_version)
            await asyncio.to_thread(_add, files, graphs)
            done += len(batch)
            on_progress("write files", done, len(document_ids))


def _add(files: RecordFiles, graphs: Sequence[DocumentGraph]) -> None:
    for graph in graphs:
        files.add(graph)
