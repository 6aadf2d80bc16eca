"""The vocabulary of the graph."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query
from pydantic import Field
from starlette.responses import Response

from api.http.deps import GraphDep, JobsDep
from api.http.examples import SCHEMA
from api.http.openapi import example, problems
from extraction.schema.yaml_file import to_yaml
from schemas.errors import NotFoundError
from schemas.graph_schema import GraphSchema
from schemas.value import Value

router = APIRouter(prefix="/v1/schema", tags=["schema"])
_YAML = ("application/yaml", "application/x-yaml", "text/yaml")


class Approval(Value):
    """Which draft is approved, and by whom."""

    version: int = Field(ge=1, examples=[2])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])


@router.get("", response_model=GraphSchema, responses=example(SCHEMA) | problems(HTTPStatus.NOT_FOUND))
async def get_schema(
    graph: GraphDep,
    status: Annotated[
        Literal["approved", "draft"] | None, Query(description="Default: the approved one, else the draft.")
    ] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> GraphSchema | Response:
    """The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit."""
    schema = None if status == "draft" else await graph.store.reader.schemas.find_approved()
    if schema is None and status != "approved":
        schema = await graph.store.reader.schemas.find_draft()
    if schema is None:
        raise NotFoundError(
            f"the graph has no {status or ''} schema".replace("  ", " "),
            remedy="Ingest documents first; with the schema mode `open` there is none.",
        )
    if any(kind in accept for kind in _YAML):
        return Response(to_yaml(schema), media_type=_YAML[0])
    return schema


@router.post("/approve", responses=example(SCHEMA) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT))
async def approve_schema(approval: Approval, jobs: JobsDep) -> GraphSchema:
    """Approve a draft; the jobs that waited for the review go on with it."""
    return await jobs.approve_schema(approval.version, decided_by=approval.decided_by)
