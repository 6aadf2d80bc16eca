"""A running server, asked over HTTP because it owns the jobs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from extraction.schema.refinement import Refinement
from schemas.errors import (
    BackendError,
    CiteGraphError,
    ConfigError,
    ConflictError,
    DocumentRejectedError,
    InputError,
    NotFoundError,
)
from schemas.graph import Removal
from schemas.graph_schema import GraphSchema
from schemas.job import Job

if TYPE_CHECKING:
    import httpx

    from api.jobs.refinement import RefineRequest
    from api.jobs.service import Upload
    from api.settings import Settings

JobChange = Literal["retry", "confirm", "cancel"]
_TIMEOUT_S = 300.0
_ERRORS: dict[int, type[CiteGraphError]] = {
    401: ConfigError,
    403: ConfigError,
    404: NotFoundError,
    409: ConflictError,
    413: DocumentRejectedError,
    422: DocumentRejectedError,
}


def find_server(settings: "Settings") -> str | None:
    """Address of the server that owns this graph's jobs, if one runs; with Postgres a command needs none."""
    from api.jobs.owner import find_owner

    if settings.shares_jobs:
        return None
    owner = find_owner(settings.graph_dir)
    return owner.address if owner else None


class Server:
    """The calls that a command makes instead of working itself."""

    def __init__(self, address: str, settings: "Settings") -> None:
        self._address = address
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._headers = {"X-API-Key": key} if key else {}

    async def submit(self, uploads: "Sequence[Upload]", *, confirmed: bool) -> Job:
        """The job that ingests these files, which are all to be read in one way."""
        files = [("file", (upload.name, upload.content, upload.media_type)) for upload in uploads]
        options = uploads[0].options.model_dump(exclude_defaults=True) if uploads else {}
        path = f"/v1/documents?{urlencode({'confirm': str(confirmed).lower(), **options})}"
        return Job.model_validate_json(await self._call("POST", path, files=files))

    async def get_job(self, job_id: str) -> Job:
        """The job as it is now."""
        return Job.model_validate_json(await self._call("GET", f"/v1/jobs/{job_id}"))

    async def list_jobs(self, limit: int) -> list[Job]:
        """The newest jobs first."""
        from api.http.routes.jobs import JobPage

        return list(JobPage.model_validate_json(await self._call("GET", f"/v1/jobs?limit={limit}")).items)

    async def change_job(self, job_id: str, change: JobChange) -> Job:
        """The job, tried again, confirmed or asked to stop."""
        return Job.model_validate_json(await self._call("POST", f"/v1/jobs/{job_id}/{change}"))

    async def delete_document(self, document_id: str, *, dry_run: bool) -> Removal:
        """What went, or would go, with the document."""
        path = f"/v1/documents/{document_id}?dry_run={str(dry_run).lower()}"
        return Removal.model_validate_json(await self._call("DELETE", path))

    async def approve_schema(self, version: int, *, decided_by: str, reason: str) -> GraphSchema:
        """The approved draft; the jobs that waited for it go on, and it is applied to what was read before."""
        approval = {"version": version, "decided_by": decided_by, "reason": reason}
        answer = await self._call("POST", "/v1/schema/approve", json=approval)
        return GraphSchema.model_validate_json(answer)

    async def refine_schema(self, request: "RefineRequest") -> Refinement:
        """The rounds of a schema that is drafted afresh."""
        switches = {"dry_run": request.dry_run, "ask_model": request.ask_model, "confirm": request.confirmed}
        chosen = urlencode(
            {
                "rounds": request.rounds,
                "made_by": request.made_by,
                **{name: str(on).lower() for name, on in switches.items()},
            }
        )
        return Refinement.model_validate_json(await self._call("POST", f"/v1/schema/refine?{chosen}"))

    async def apply_schema(self, *, extract_again: bool, confirmed: bool) -> list[Job]:
        """The jobs that bring documents under the schema in force."""
        from api.http.routes.jobs import JobPage

        chosen = f"extract_again={str(extract_again).lower()}&confirm={str(confirmed).lower()}"
        answer = await self._call("POST", f"/v1/schema/apply?{chosen}")
        return list(JobPage.model_validate_json(answer).items)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        files: "list[tuple[str, tuple[str, bytes, str | None]]] | None" = None,
        json: dict[str, object] | None = None,
    ) -> bytes:
        import httpx

        try:
            async with httpx.AsyncClient(
                base_url=self._address, headers=self._headers, timeout=_TIMEOUT_S, trust_env=False
            ) as client:
                response = await client.request(method, path, files=files, json=json)
        except httpx.HTTPError as error:
            raise BackendError(
                f"the server at {self._address} does not answer: {error or type(error).__name__}",
                remedy="See its log; when it has stopped, the same command works without it.",
                retryable=True,
            ) from error
        if response.is_error:
            raise error_of(response)
        return response.content


def error_of(response: "httpx.Response") -> CiteGraphError:
    """What the server refused or failed at, as the error that it was there."""
    from pydantic import ValidationError

    from api.http.problems import Problem

    kind = _ERRORS.get(response.status_code, BackendError if response.is_server_error else InputError)
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        return kind(f"the server answered {response.status_code}", remedy="See its log.")
    if kind is DocumentRejectedError:
        refused = [(each.place, DocumentRejectedError(each.message)) for each in problem.errors]
        return DocumentRejectedError(problem.detail, remedy=problem.remedy, refused=refused)
    return kind(problem.detail, remedy=problem.remedy)
