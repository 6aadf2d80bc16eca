"""The files that documents were read from."""

import asyncio
import re
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from api.http.deps import GraphDep
from api.http.openapi import Responses, problems

router = APIRouter(prefix="/v1/documents", tags=["documents"])
_MEDIA_TYPE = "application/octet-stream"
_FILE: Responses = {
    HTTPStatus.OK.value: {"content": {_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
_IN_A_FILE = re.compile(r"(.*?\.[A-Za-z0-9]{1,8})#.+")
"""The source of a document that is one of several in a file, such as "letters.zip#ada.md"."""


@router.get(
    "/{document_id}/original",
    response_class=FileResponse,
    responses=_FILE | problems(HTTPStatus.NOT_FOUND),
)
async def get_original(document_id: str, graph: GraphDep) -> Response:
    """The file that the document was read from, as it came; where it was one of several in a file, that one.

    It is sent to be saved, never to be shown: what is in it is not ours.
    """
    document = await graph.store.reader.documents.get(document_id)
    file = await asyncio.to_thread(graph.library.original_file, document.id, document.sha256)
    headers = {"Cache-Control": "private, no-cache", "Content-Security-Policy": "sandbox; default-src 'none'"}
    name = file_name(document.source)
    if file is not None:
        return FileResponse(file, media_type=_MEDIA_TYPE, filename=name, headers=headers)
    content = await asyncio.to_thread(graph.library.original, document.id, document.sha256)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=_MEDIA_TYPE, headers=headers)


def file_name(source: str) -> str:
    """The name under which the file of the document of this source is saved, without its folders."""
    found = _IN_A_FILE.fullmatch(source)
    outer = found[1] if found else source
    return PurePosixPath(outer.replace("\\", "/")).name or "document"
