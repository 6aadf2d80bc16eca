"""Documents in, listed, out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.body import TextDocument, read_uploads
from api.http.deps import DryRun, GraphDep, JobsDep, ReadingDep, SettingsDep
from api.http.examples import DOCUMENT, JOB, REMOVAL
from api.http.openapi import example, problems
from api.parts import build_fetcher
from kg.read.documents import FacetValue
from schemas.document import Document
from schemas.graph import Removal
from schemas.job import Job
from schemas.value import Value

router = APIRouter(prefix="/v1/documents", tags=["documents"])


class DocumentPage(Value):
    """Some documents, the latest first; `next` is the `after` of the next page, None on the last."""

    items: tuple[Document, ...]
    next: str | None = None


class FacetValues(Value):
    """The values of each facet, the most frequent first."""

    facets: dict[str, tuple[FacetValue, ...]]


_FACETS = FacetValues(
    facets={"year": (FacetValue(value="1843", documents=2), FacetValue(value="1844", documents=1))}
)
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
        "application/json": {
            "schema": {
                "anyOf": [
                    {"$ref": "#/components/schemas/TextDocument"},
                    {
                        "type": "object",
                        "required": ["url"],
                        "properties": {
                            "url": {"type": "string", "examples": ["https://example.org/report.pdf"]}
                        },
                    },
                ]
            },
            "example": TextDocument(
                name="notes/ada.md", text="Ada Lovelace wrote notes on the Analytical Engine."
            ).model_dump(),
        },
    },
}


@router.post(
    "",
    status_code=HTTPStatus.ACCEPTED,
    responses=example(JOB, status=HTTPStatus.ACCEPTED) | problems(HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    openapi_extra={"requestBody": _BODY},
)
async def add_documents(  # noqa: PLR0913, PLR0917  the parameters of the call
    request: Request,
    response: Response,
    jobs: JobsDep,
    settings: SettingsDep,
    options: ReadingDep,
    confirm: Annotated[bool, Query(description="Start the job whatever its estimate is.")] = False,
    hold: Annotated[
        bool, Query(description="Let the job wait for its confirmation, whatever its estimate is.")
    ] = False,
) -> Job:
    """Ingest documents: a form with one or more files, a text as JSON, or as `{"url": "https://…"}` one that the server fetches.

    Fetching is off unless `CITEGRAPH_FETCH__ENABLED` is set; then only public addresses are asked, as robots.txt allows.

    Answers at once with the job that does it; follow its `Location`. The same files again are the same job. Scans are recognised, and
    pictures described, by the job, whose `stage` says how far it is. A job that
    may need more than the server's limit (its `estimate` says what), or that is to be held, waits until
    `POST /v1/jobs/{job_id}/confirm`.

    A document is known by its name (`filename` in a form, `name` in JSON), which becomes its `source`: a changed file
    under the same name replaces the stored version once it is ready. Files of one name from different folders need
    their paths in their names: of several in one form the first goes in, the others are refused. `citegraph ingest` sends each file's absolute path; give the same here to replace what
    it stored, as in `curl -F 'file=@a.pdf;filename=/papers/a.pdf'`.

    `select`, `encoding` and the names of fields say how the files are read; a file that is read otherwise is another version
    of its document.
    """
    received = await read_uploads(request, settings.max_upload_bytes, build_fetcher(settings))
    uploads = [upload.model_copy(update={"options": options}) for upload in received]
    job = await jobs.submit(uploads, confirmed=confirm, held=hold)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return job


@router.get("", responses=example(DocumentPage(items=(DOCUMENT,))))
async def list_documents(
    graph: GraphDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    after: Annotated[str | None, Query(max_length=200, description="The `next` of the page before.")] = None,
) -> DocumentPage:
    """The documents of the graph, a page at a time."""
    found = await graph.store.reader.documents.page(limit + 1, after)
    items = tuple(found[:limit])
    return DocumentPage(items=items, next=items[-1].id if len(found) > limit else None)


@router.get("/facets", responses=example(_FACETS))
async def list_facets(
    graph: GraphDep,
    limit: Annotated[int, Query(ge=1, le=10_000, description="How many values in all.")] = 1_000,
) -> FacetValues:
    """What the records that documents were made of state, by the names of their fields: values, and how many documents have them.

    `options.facets` of a question takes names and values from here.
    """
    return FacetValues(facets=await graph.store.reader.documents.facet_values(limit))


@router.get("/{document_id}", responses=example(DOCUMENT) | problems(HTTPStatus.NOT_FOUND))
async def get_document(document_id: str, graph: GraphDep) -> Document:
    """One document."""
    return await graph.store.reader.documents.get(document_id)


@router.delete(
    "/{document_id}", responses=example(REMOVAL) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
)
async def delete_document(
    document_id: str,
    jobs: JobsDep,
    dry_run: DryRun = False,
) -> Removal:
    """Remove a document and all that only it supports; says what went."""
    return await jobs.delete_document(document_id, dry_run=dry_run)
