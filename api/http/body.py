"""Documents as a request carries them: a form with files, or JSON with a text."""

import json
from http import HTTPStatus

from pydantic import Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.http.problems import RequestError, field_problems
from api.jobs.service import Upload
from extraction.web.fetcher import Fetcher
from schemas.value import Value

MAX_FILES = 200
_MAX_NAME_CHARS = 500


class TextDocument(Value):
    """A document sent as text; `name` says which document a later version replaces."""

    name: str = Field(min_length=1, max_length=_MAX_NAME_CHARS, examples=["notes/ada.md"])
    text: str = Field(min_length=1, examples=["Ada Lovelace wrote notes on the Analytical Engine."])
    media_type: str | None = Field(default=None, examples=["text/markdown"])


class UrlDocument(Value):
    """A document in the web, which the server fetches if its settings allow it; the address is its name."""

    url: str = Field(min_length=1, max_length=2_000, examples=["https://example.org/report.pdf"])


async def read_uploads(request: Request, max_bytes: int, fetcher: Fetcher) -> list[Upload]:
    """The documents in the body, or at the address in it, each at most `max_bytes` long.

    Raises:
        RequestError: the body is of another kind, names no file, or a document is too large.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=MAX_FILES, max_fields=MAX_FILES) as form:
            return await _files(form, max_bytes)
    if kind == "application/json":
        body = await request.body()
        if (url := _address(body)) is not None:
            fetched = await fetcher.fetch(url)
            return [Upload(name=url, content=fetched.content, media_type=fetched.media_type)]
        return [_text(body, max_bytes)]
    raise RequestError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        f"a document cannot be sent {f'as {kind}' if kind else 'without a content type'}",
        remedy="Send a form (multipart/form-data) with a file, or JSON with name and text.",
    )


async def _files(form: FormData, max_bytes: int) -> list[Upload]:
    uploads = []
    parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
    for part in parts:
        # Of several files, the one that is too large is refused when it is read, and the others go in.
        if (part.size or 0) > max_bytes and len(parts) == 1:
            raise _too_large(part.filename or "a file", max_bytes)
        name = _checked_name(part.filename or "")
        uploads.append(Upload(name=name, content=await part.read(), media_type=_stated(part.content_type)))
    if uploads:
        return uploads
    raise RequestError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "the form has no file",
        remedy="Send it as: curl -F file=@report.pdf http://127.0.0.1:8000/v1/documents",
    )


def _text(body: bytes, max_bytes: int) -> Upload:
    try:
        document = TextDocument.model_validate_json(body)
    except ValidationError as error:
        raise _bad_json(error) from error
    content = document.text.encode()
    if len(content) > max_bytes:
        raise _too_large(document.name, max_bytes)
    kind = document.media_type or "text/plain"
    return Upload(name=_checked_name(document.name), content=content, media_type=kind)


def _address(body: bytes) -> str | None:
    """The address of a document that is to be fetched; None where the body is no such request."""
    try:
        return UrlDocument.model_validate_json(body).url
    except ValidationError:
        return None


def _checked_name(name: str) -> str:
    if name.strip() and len(name) <= _MAX_NAME_CHARS:
        return name
    raise RequestError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "the document has no usable name",
        remedy=f"Give it a name of 1 to {_MAX_NAME_CHARS} characters.",
    )


def _stated(media_type: str | None) -> str | None:
    """The type as the client states it, where it says anything."""
    return None if media_type in (None, "", "application/octet-stream") else media_type


def _too_large(name: str, max_bytes: int) -> RequestError:
    return RequestError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"{name[:80]} is larger than {max_bytes:,} bytes",
        remedy="Split it into smaller documents, or raise CITEGRAPH_MAX_UPLOAD_BYTES on the server.",
    )


def _bad_json(error: ValidationError) -> RequestError:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    malformed = any(item["type"] == "json_invalid" for item in found)
    problems = field_problems([dict(item) for item in found])
    return RequestError(
        HTTPStatus.BAD_REQUEST if malformed else HTTPStatus.UNPROCESSABLE_ENTITY,
        "the body is not valid JSON" if malformed else "the body does not have the form asked for",
        remedy=f"Send {json.dumps({'name': 'notes.md', 'text': '…'}, ensure_ascii=False)}.",
        errors=problems,
    )
