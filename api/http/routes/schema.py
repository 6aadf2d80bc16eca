"""The vocabulary of the graph."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from pydantic import Field
from starlette.responses import Response

from api.http.deps import DryRun, GraphDep, JobsDep
from api.http.examples import REFINEMENT, SCHEMA, SCHEMA_DIFF, SCHEMA_EFFECT, SCHEMA_JOB, SCHEMA_VERSION
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from api.http.problems import RequestError
from api.http.routes.jobs import JobPage
from api.jobs.refinement import RefineRequest, refine
from extraction.schema.curator import Which
from extraction.schema.diff import SchemaDiff
from extraction.schema.effect import SchemaEffect
from extraction.schema.refinement import Refinement
from extraction.schema.yaml_file import from_json, from_yaml, to_yaml
from schemas.errors import SchemaViolationError
from schemas.graph_schema import GraphSchema, SchemaVersion
from schemas.value import Value

router = APIRouter(prefix="/v1/schema", tags=["schema"], route_class=JsonRoute)
_YAML = ("application/yaml", "application/x-yaml", "text/yaml")


_DRAFT = {
    "required": True,
    "content": {
        "application/yaml": {"schema": {"type": "string"}, "example": to_yaml(SCHEMA)},
        "application/json": {
            "schema": {"$ref": "#/components/schemas/GraphSchema"},
            "example": SCHEMA.model_dump(mode="json"),
        },
    },
}


class Approval(Value):
    """Which draft is approved, and by whom."""

    version: int = Field(ge=1, strict=True, examples=[2])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])
    reason: str = Field(default="", max_length=2_000, examples=["OWN and POSSESS are one"])


class SchemaVersions(Value):
    """All versions of the graph schema, oldest first."""

    items: tuple[SchemaVersion, ...]


MadeBy = Annotated[str, Query(min_length=1, max_length=100, description="Whose draft it is.")]
VersionNumber = Annotated[int | None, Query(ge=1)]


@router.get("", response_model=GraphSchema, responses=example(SCHEMA) | problems(HTTPStatus.NOT_FOUND))
async def get_schema(
    graph: GraphDep,
    status: Annotated[Which | None, Query(description="Default: the approved one, else the draft.")] = None,
    version: Annotated[int | None, Query(ge=1, description="This version, whatever its status.")] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> GraphSchema | Response:
    """The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit."""
    curator = graph.schema_curator
    schema = await (curator.get(status) if version is None else curator.get_version(version))
    if any(kind in accept for kind in _YAML):
        return Response(to_yaml(schema), media_type=_YAML[0])
    return schema


@router.get("/versions", responses=example(SchemaVersions(items=(SCHEMA_VERSION,))))
async def list_versions(graph: GraphDep) -> SchemaVersions:
    """All versions of the schema: who made and approved each, when and why, and how many documents are under it."""
    return SchemaVersions(items=tuple(await graph.schema_curator.versions()))


@router.get("/diff", responses=example(SCHEMA_DIFF) | problems(HTTPStatus.NOT_FOUND))
async def diff_schemas(
    graph: GraphDep, before: VersionNumber = None, after: VersionNumber = None
) -> SchemaDiff:
    """What one version of the schema changes in another.

    By default `after` is the draft that waits, else the schema in force; `before` what was in force before it.
    """
    return await graph.schema_curator.diff(before, after)


@router.post("/refine", responses=example(REFINEMENT) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT))
async def refine_schema(  # noqa: PLR0913, PLR0917  the parameters of the call
    graph: GraphDep,
    jobs: JobsDep,
    rounds: Annotated[int, Query(ge=1, le=9, description="The most rounds.")] = 4,
    made_by: MadeBy = "API",
    dry_run: DryRun = False,
    ask_model: Annotated[
        bool, Query(description="Whether the chat model is asked what the vocabulary lacks.")
    ] = True,
    confirm: Annotated[bool, Query(description="Ask it, whatever that may need.")] = False,
) -> Refinement:
    """Draft the schema afresh from what the first pass found in all documents, and say what each round keeps.

    Nothing is read again. A chat model that found the facts is asked which of the relations and types that the
    vocabulary lacks mean one that it has; what it answered before is not asked again. The draft waits for a person: no
    ingest approves it.
    """
    request = RefineRequest(rounds, made_by, dry_run, ask_model, confirm)
    return await refine(graph, jobs, request)


@router.put(
    "/draft",
    responses=example(SCHEMA.model_copy(update={"version": 2, "status": "draft"}))
    | problems(HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    openapi_extra={"requestBody": _DRAFT},
)
async def put_draft(
    request: Request, graph: GraphDep, made_by: MadeBy = "API", dry_run: DryRun = False
) -> GraphSchema:
    """Give an edited schema as the draft that waits for approval, as YAML or JSON; approve it by its `version`.

    It is checked as `citegraph schema check` does: a name that cannot be in the graph, a name twice, or a pattern with
    a type that is not listed is refused, naming the place. `version` says which draft it was made from; with
    `dry_run=true` it is only checked. The same again changes nothing.
    """
    return await graph.schema_curator.put_draft(await _edited(request), made_by=made_by, dry_run=dry_run)


@router.post(
    "/check",
    responses=example(SCHEMA_EFFECT)
    | problems(HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    openapi_extra={"requestBody": _DRAFT},
)
async def check_schema(request: Request, graph: GraphDep) -> SchemaEffect:
    """What approving an edited schema would do to the facts in the graph; nothing is stored.

    It is refused for what `PUT /v1/schema/draft` refuses.
    """
    return await graph.schema_curator.check(await _edited(request))


async def _edited(request: Request) -> GraphSchema:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/json", *_YAML}:
        raise RequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"a schema cannot be sent as {kind or 'no content type'}",
            remedy="Send application/yaml or application/json.",
        )
    try:
        text = (await request.body()).decode()
    except UnicodeDecodeError as error:
        raise SchemaViolationError("The graph schema is not UTF-8.", remedy="Send it in UTF-8.") from error
    return from_json(text) if kind == "application/json" else from_yaml(text)


@router.post("/approve", responses=example(SCHEMA) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT))
async def approve_schema(approval: Approval, graph: GraphDep, jobs: JobsDep) -> GraphSchema:
    """Approve a draft; the jobs that waited for the review go on with it.

    A job of the kind `schema` brings the documents under it that were read under another, as `POST /v1/schema/apply` does.
    Where it gives other names to more than 20,000 statements and mentions, it is a `draft` still in the answer: a job of
    that kind puts it in force, and until that has ended no other change of the graph is taken (503).
    """
    approved = await graph.schema_curator.approve(
        approval.version, jobs, decided_by=approval.decided_by, reason=approval.reason
    )
    return approved.schema


@router.post(
    "/apply",
    status_code=HTTPStatus.ACCEPTED,
    responses=example(JobPage(items=(SCHEMA_JOB,)), status=HTTPStatus.ACCEPTED),
)
async def apply_schema(
    jobs: JobsDep,
    extract_again: Annotated[bool, Query(description="Read the texts again, with the extractor.")] = False,
    confirm: Annotated[bool, Query(description="Start it whatever its estimate says.")] = False,
) -> JobPage:
    """Bring the documents that were read under another schema under the one in force; no model is asked.

    What was found in them is mapped anew: types and relations in the names in force, only the patterns of the schema.
    Each document is replaced at once; a job warns of those of which that is no longer stored. None where all documents
    are under the schema already.

    With `extract_again` one ingest job reads their texts again; with a chat model it waits for its confirmation, so that
    its `estimate` is seen first.
    """
    if extract_again:
        return JobPage(items=await jobs.extract_again(confirmed=confirm))
    return JobPage(items=await jobs.apply_schema())
