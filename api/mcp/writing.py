"""The tools that change the graph."""

from typing import Annotated
from urllib.parse import quote

from mcp.server import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from api.mcp.results import Ingest
from api.mcp.service import Service
from schemas.graph import Removal
from schemas.job import Job


def add_writing_tools(server: MCPServer, service: Service) -> None:
    """Give the server the tools that add and delete documents."""

    @server.tool(title="Add a document", annotations=ToolAnnotations(destructive_hint=True))
    async def ingest(
        name: Annotated[
            str,
            Field(
                min_length=1,
                max_length=500,
                description="Its name, such as notes/ada.md; a document of the same name is replaced.",
            ),
        ],
        text: Annotated[str, Field(min_length=1, description="Its text, plain or as Markdown.")],
        media_type: Annotated[str, Field(description="text/plain or text/markdown.")] = "text/markdown",
    ) -> Ingest:
        """Read a text into the graph. It is in it when `job` says that the job is done."""
        body = {"name": name, "text": text, "media_type": media_type}
        return _ingest(await service.post(Job, "/v1/documents", body))

    @server.tool(title="Look at an ingest", annotations=ToolAnnotations(read_only_hint=True))
    async def job(job_id: Annotated[str, Field(min_length=1, max_length=100)]) -> Ingest:
        """How far an ingest is."""
        return _ingest(await service.get(Job, f"/v1/jobs/{quote(job_id, safe='')}"))

    @server.tool(title="Delete a document", annotations=ToolAnnotations(destructive_hint=True))
    async def delete(
        document_id: Annotated[
            str, Field(min_length=1, max_length=100, description="As `documents` gives it.")
        ],
    ) -> Removal:
        """Delete a document and all in the graph that only it supports. It cannot be taken back."""
        return await service.delete(Removal, f"/v1/documents/{quote(document_id, safe='')}")


def _ingest(found: Job) -> Ingest:
    warnings = tuple(f"{one.place}: {one.kind}. {one.remedy}".strip() for one in found.warnings)
    return Ingest(job_id=found.id, state=found.state, document_ids=found.document_ids, warnings=warnings)
