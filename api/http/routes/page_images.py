"""Pages with the cited words marked, as pictures."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.deps import GraphDep
from api.http.openapi import Responses, problems
from api.http.problems import FieldProblem, RequestError
from extraction.page_images.settings import COARSEST_DPI, FINEST_DPI

_ANSWERS: Responses = {
    HTTPStatus.OK.value: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    HTTPStatus.NOT_MODIFIED.value: {
        "description": "The picture that `If-None-Match` names is still the same."
    },
}
router = APIRouter(prefix="/v1/documents", tags=["documents"])
_SPANS = r"^[0-9]{1,9}-[0-9]{1,9}(,[0-9]{1,9}-[0-9]{1,9})*$"
# Whoever asks again is checked again, and sent nothing where the picture is the same.
_CACHING = "private, no-cache"


@router.get(
    "/{document_id}/pages/{page}.png",
    response_class=Response,
    responses=_ANSWERS | problems(HTTPStatus.NOT_FOUND),
)
async def get_page_image(
    document_id: str,
    page: int,
    request: Request,
    graph: GraphDep,
    highlight: Annotated[
        str | None,
        Query(
            max_length=2000,
            pattern=_SPANS,
            description="What to mark: characters of the document's text, as `start` and `end` of a citation, such as `120-184,310-352`.",
        ),
    ] = None,
    dpi: Annotated[
        int | None,
        Query(
            ge=COARSEST_DPI, le=FINEST_DPI, description="Dots per inch, where the server's own are not right."
        ),
    ] = None,
) -> Response:
    """A page of a document as a PNG, with words marked; the links of citations lead here.

    Pages count from 1, whatever they call themselves. Of a PDF, a scan or an image the page is shown as it looks. Of other
    formats a simple page with the text around the first mark is drawn; where the document has no pages it is page 1.
    `X-Marked-Words` counts what is marked on it. Its `ETag`, sent back as `If-None-Match`, is answered with 304 while the
    picture is the same.
    """
    document = await graph.store.reader.documents.get(document_id)
    plan = await graph.page_drawer.plan(document, page, _spans(highlight), dpi=dpi)
    headers = {"ETag": f'"{plan.key}"', "Cache-Control": _CACHING, "X-Marked-Words": str(plan.marks)}
    if _is_known(request.headers.get("if-none-match", ""), plan.key):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(await graph.page_drawer.png(plan), media_type="image/png", headers=headers)


def _spans(highlight: str | None) -> list[tuple[int, int]]:
    spans = [tuple(map(int, span.split("-"))) for span in highlight.split(",")] if highlight else []
    for start, end in spans:
        if start >= end:
            problem = FieldProblem(place="query.highlight", message=f"{start}-{end} ends before it begins")
            raise RequestError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "the request does not have the form asked for",
                remedy="Give `start` and `end` of a citation, such as 120-184.",
                errors=(problem,),
            )
    return [(start, end) for start, end in spans]


def _is_known(if_none_match: str, key: str) -> bool:
    known = [tag.strip().removeprefix("W/").strip('"') for tag in if_none_match.split(",")]
    return "*" in known or key in known
