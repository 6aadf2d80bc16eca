"""Ingest as durable jobs: what survives the request, the crash and the restart."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from api.bootstrap import Graph
from schemas.document import LoadedDocument
from schemas.graph_schema import GraphSchema
from schemas.job import Job
from schemas.ports import Progress
from schemas.removal import Removal
from schemas.value import Value


class Upload(Value):
    """A file as it came: its name (which becomes the document's source) and bytes."""

    name: str
    content: bytes
    media_type: str | None = None


class Jobs:
    """Runs ingests one after the other and remembers them."""

    async def submit(self, uploads: Sequence[Upload]) -> Job:
        """The job that ingests these files together; the same files with the same settings are the same job.

        Raises:
            DocumentRejectedError: one of the files cannot be read; nothing was stored.
        """
        raise NotImplementedError

    async def submit_documents(self, documents: Sequence[LoadedDocument]) -> Job:
        """As `submit`, for documents that were loaded already."""
        raise NotImplementedError

    async def get(self, job_id: str) -> Job:
        """The job as it stands.

        Raises:
            NotFoundError: there is no such job.
        """
        raise NotImplementedError

    async def list(self, limit: int = 50) -> list[Job]:
        """The newest jobs first."""
        raise NotImplementedError

    async def retry(self, job_id: str) -> Job:
        """Try again what failed: the whole job, or the chunks that have no extraction.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it is still running, or nothing of it failed.
        """
        raise NotImplementedError

    async def wait(self, job_id: str, on_progress: Progress | None = None) -> Job:
        """The job once it is done, failed or waiting for review."""
        raise NotImplementedError

    async def approve_schema(self, version: int, *, decided_by: str) -> GraphSchema:
        """Approve a draft and let the jobs that waited for it go on."""
        raise NotImplementedError

    async def delete_document(self, document_id: str, *, dry_run: bool = False) -> Removal:
        """Remove a document with its text, its ledger and all that only it supported."""
        raise NotImplementedError

    async def ping(self) -> None:
        """Raise BackendError when the job database does not answer."""
        raise NotImplementedError


@asynccontextmanager
async def open_jobs(graph: Graph) -> AsyncIterator[Jobs]:
    """The jobs of this graph, resumed where they were.

    Raises:
        ConflictError: another process owns the job file; the message names its address when it serves.
    """
    raise NotImplementedError
    yield
