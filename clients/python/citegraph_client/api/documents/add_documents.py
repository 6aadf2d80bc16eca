from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.add_documents_files_body import AddDocumentsFilesBody
from ...models.add_documents_json_body_type_1 import AddDocumentsJsonBodyType1
from ...models.add_documents_ocr_type_0 import AddDocumentsOcrType0
from ...models.job import Job
from ...models.problem import Problem
from ...models.text_document import TextDocument
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: AddDocumentsFilesBody
    | AddDocumentsJsonBodyType1
    | TextDocument
    | Unset = UNSET,
    confirm: bool | Unset = False,
    hold: bool | Unset = False,
    select: None | str | Unset = UNSET,
    encoding: None | str | Unset = UNSET,
    ocr: AddDocumentsOcrType0 | None | Unset = UNSET,
    id_field: None | str | Unset = UNSET,
    title_field: None | str | Unset = UNSET,
    text_field: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["confirm"] = confirm

    params["hold"] = hold

    json_select: None | str | Unset
    if isinstance(select, Unset):
        json_select = UNSET
    else:
        json_select = select
    params["select"] = json_select

    json_encoding: None | str | Unset
    if isinstance(encoding, Unset):
        json_encoding = UNSET
    else:
        json_encoding = encoding
    params["encoding"] = json_encoding

    json_ocr: None | str | Unset
    if isinstance(ocr, Unset):
        json_ocr = UNSET
    elif isinstance(ocr, AddDocumentsOcrType0):
        json_ocr = ocr.value
    else:
        json_ocr = ocr
    params["ocr"] = json_ocr

    json_id_field: None | str | Unset
    if isinstance(id_field, Unset):
        json_id_field = UNSET
    else:
        json_id_field = id_field
    params["id_field"] = json_id_field

    json_title_field: None | str | Unset
    if isinstance(title_field, Unset):
        json_title_field = UNSET
    else:
        json_title_field = title_field
    params["title_field"] = json_title_field

    json_text_field: None | str | Unset
    if isinstance(text_field, Unset):
        json_text_field = UNSET
    else:
        json_text_field = text_field
    params["text_field"] = json_text_field

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/documents",
        "params": params,
    }

    if isinstance(body, AddDocumentsFilesBody):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, AddDocumentsJsonBodyType1 | TextDocument):
        if isinstance(body, TextDocument):
            _kwargs["json"] = body.to_dict()
        else:
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Job | Problem:
    if response.status_code == 202:
        response_202 = Job.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Job | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: AddDocumentsFilesBody
    | AddDocumentsJsonBodyType1
    | TextDocument
    | Unset = UNSET,
    confirm: bool | Unset = False,
    hold: bool | Unset = False,
    select: None | str | Unset = UNSET,
    encoding: None | str | Unset = UNSET,
    ocr: AddDocumentsOcrType0 | None | Unset = UNSET,
    id_field: None | str | Unset = UNSET,
    title_field: None | str | Unset = UNSET,
    text_field: None | str | Unset = UNSET,
) -> Response[Job | Problem]:
    """Add Documents

     Ingest documents: a form with one or more files, a text as JSON, or as `{"url": "https://…"}` one
    that the server fetches.

    Fetching is off unless `CITEGRAPH_FETCH__ENABLED` is set; then only public addresses are asked, as
    robots.txt allows.

    Answers at once with the job that does it; follow its `Location`. The same files again are the same
    job. Scans are recognised, and
    pictures described, by the job, whose `stage` says how far it is. A job that
    may need more than the server's limit (its `estimate` says what), or that is to be held, waits until
    `POST /v1/jobs/{job_id}/confirm`.

    A document is known by its name (`filename` in a form, `name` in JSON), which becomes its `source`:
    a changed file
    under the same name replaces the stored version once it is ready. Files of one name from different
    folders need
    their paths in their names: of several in one form the first goes in, the others are refused.
    `citegraph ingest` sends each file's absolute path; give the same here to replace what
    it stored, as in `curl -F 'file=@a.pdf;filename=/papers/a.pdf'`.

    `select`, `encoding` and the names of fields say how the files are read; a file that is read
    otherwise is another version
    of its document.

    Args:
        confirm (bool | Unset): Start the job whatever its estimate is. Default: False.
        hold (bool | Unset): Let the job wait for its confirmation, whatever its estimate is.
            Default: False.
        select (None | str | Unset): CSS selector: of a web page only the elements that it names
            are read.
        encoding (None | str | Unset): Encoding of text files, for those in which it cannot be
            told.
        ocr (AddDocumentsOcrType0 | None | Unset): Whether text in pictures is recognised: of
            pages that have no text of their own or a broken one (auto), of every page (always), or of
            none (never). Default: as the settings say.
        id_field (None | str | Unset): Name of the field with the id in records of JSON, XML and
            JSON Lines, `id` where none is given; where one of the three is given, each row of a table
            with such a column is a document, too.
        title_field (None | str | Unset): Name of the field with the title in records of JSON, XML
            and JSON Lines, `title` where none is given; where one of the three is given, each row of
            a table with such a column is a document, too.
        text_field (None | str | Unset): Name of the field with the text in records of JSON, XML
            and JSON Lines, `text` where none is given; where one of the three is given, each row of a
            table with such a column is a document, too.
        body (AddDocumentsFilesBody):
        body (AddDocumentsJsonBodyType1 | TextDocument):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        confirm=confirm,
        hold=hold,
        select=select,
        encoding=encoding,
        ocr=ocr,
        id_field=id_field,
        title_field=title_field,
        text_field=text_field,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: AddDocumentsFilesBody
    | AddDocumentsJsonBodyType1
    | TextDocument
    | Unset = UNSET,
    confirm: bool | Unset = False,
    hold: bool | Unset = False,
    select: None | str | Unset = UNSET,
    encoding: None | str | Unset = UNSET,
    ocr: AddDocumentsOcrType0 | None | Unset = UNSET,
    id_field: None | str | Unset = UNSET,
    title_field: None | str | Unset = UNSET,
    text_field: None | str | Unset = UNSET,
) -> Job | Problem | None:
    """Add Documents

     Ingest documents: a form with one or more files, a text as JSON, or as `{"url": "https://…"}` one
    that the server fetches.

    Fetching is off unless `CITEGRAPH_FETCH__ENABLED` is set; then only public addresses are asked, as
    robots.txt allows.

    Answers at once with the job that does it; follow its `Location`. The same files again are the same
    job. Scans are recognised, and
    pictures described, by the job, whose `stage` says how far it is. A job that
    may need more than the server's limit (its `estimate` says what), or that is to be held, waits until
    `POST /v1/jobs/{job_id}/confirm`.

    A document is known by its name (`filename` in a form, `name` in JSON), which becomes its `source`:
    a changed file
    under the same name replaces the stored version once it is ready. Files of one name from different
    folders need
    their paths in their names: of several in one form the first goes in, the others are refused.
    `citegraph ingest` sends each file's absolute path; give the same here to replace what
    it stored, as in `curl -F 'file=@a.pdf;filename=/papers/a.pdf'`.

    `select`, `encoding` and the names of fields say how the files are read; a file that is read
    otherwise is another version
    of its document.

    Args:
        confirm (bool | Unset): Start the job whatever its estimate is. Default: False.
        hold (bool | Unset): Let the job wait for its confirmation, whatever its estimate is.
            Default: False.
        select (None | str | Unset): CSS selector: of a web page only the elements that it names
            are read.
        encoding (None | str | Unset): Encoding of text files, for those in which it cannot be
            told.
        ocr (AddDocumentsOcrType0 | None | Unset): Whether text in pictures is recognised: of
            pages that have no text of their own or a broken one (auto), of every page (always), or of
            none (never). Default: as the settings say.
        id_field (None | str | Unset): Name of the field with the id in records of JSON, XML and
            JSON Lines, `id` where none is given; where one of the three is given, each row of a table
            with such a column is a document, too.
        title_field (None | str | Unset): Name of the field with the title in records of JSON, XML
            and JSON Lines, `title` where none is given; where one of the three is given, each row of
            a table with such a column is a document, too.
        text_field (None | str | Unset): Name of the field with the text in records of JSON, XML
            and JSON Lines, `text` where none is given; where one of the three is given, each row of a
            table with such a column is a document, too.
        body (AddDocumentsFilesBody):
        body (AddDocumentsJsonBodyType1 | TextDocument):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        confirm=confirm,
        hold=hold,
        select=select,
        encoding=encoding,
        ocr=ocr,
        id_field=id_field,
        title_field=title_field,
        text_field=text_field,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: AddDocumentsFilesBody
    | AddDocumentsJsonBodyType1
    | TextDocument
    | Unset = UNSET,
    confirm: bool | Unset = False,
    hold: bool | Unset = False,
    select: None | str | Unset = UNSET,
    encoding: None | str | Unset = UNSET,
    ocr: AddDocumentsOcrType0 | None | Unset = UNSET,
    id_field: None | str | Unset = UNSET,
    title_field: None | str | Unset = UNSET,
    text_field: None | str | Unset = UNSET,
) -> Response[Job | Problem]:
    """Add Documents

     Ingest documents: a form with one or more files, a text as JSON, or as `{"url": "https://…"}` one
    that the server fetches.

    Fetching is off unless `CITEGRAPH_FETCH__ENABLED` is set; then only public addresses are asked, as
    robots.txt allows.

    Answers at once with the job that does it; follow its `Location`. The same files again are the same
    job. Scans are recognised, and
    pictures described, by the job, whose `stage` says how far it is. A job that
    may need more than the server's limit (its `estimate` says what), or that is to be held, waits until
    `POST /v1/jobs/{job_id}/confirm`.

    A document is known by its name (`filename` in a form, `name` in JSON), which becomes its `source`:
    a changed file
    under the same name replaces the stored version once it is ready. Files of one name from different
    folders need
    their paths in their names: of several in one form the first goes in, the others are refused.
    `citegraph ingest` sends each file's absolute path; give the same here to replace what
    it stored, as in `curl -F 'file=@a.pdf;filename=/papers/a.pdf'`.

    `select`, `encoding` and the names of fields say how the files are read; a file that is read
    otherwise is another version
    of its document.

    Args:
        confirm (bool | Unset): Start the job whatever its estimate is. Default: False.
        hold (bool | Unset): Let the job wait for its confirmation, whatever its estimate is.
            Default: False.
        select (None | str | Unset): CSS selector: of a web page only the elements that it names
            are read.
        encoding (None | str | Unset): Encoding of text files, for those in which it cannot be
            told.
        ocr (AddDocumentsOcrType0 | None | Unset): Whether text in pictures is recognised: of
            pages that have no text of their own or a broken one (auto), of every page (always), or of
            none (never). Default: as the settings say.
        id_field (None | str | Unset): Name of the field with the id in records of JSON, XML and
            JSON Lines, `id` where none is given; where one of the three is given, each row of a table
            with such a column is a document, too.
        title_field (None | str | Unset): Name of the field with the title in records of JSON, XML
            and JSON Lines, `title` where none is given; where one of the three is given, each row of
            a table with such a column is a document, too.
        text_field (None | str | Unset): Name of the field with the text in records of JSON, XML
            and JSON Lines, `text` where none is given; where one of the three is given, each row of a
            table with such a column is a document, too.
        body (AddDocumentsFilesBody):
        body (AddDocumentsJsonBodyType1 | TextDocument):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Job | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        confirm=confirm,
        hold=hold,
        select=select,
        encoding=encoding,
        ocr=ocr,
        id_field=id_field,
        title_field=title_field,
        text_field=text_field,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: AddDocumentsFilesBody
    | AddDocumentsJsonBodyType1
    | TextDocument
    | Unset = UNSET,
    confirm: bool | Unset = False,
    hold: bool | Unset = False,
    select: None | str | Unset = UNSET,
    encoding: None | str | Unset = UNSET,
    ocr: AddDocumentsOcrType0 | None | Unset = UNSET,
    id_field: None | str | Unset = UNSET,
    title_field: None | str | Unset = UNSET,
    text_field: None | str | Unset = UNSET,
) -> Job | Problem | None:
    """Add Documents

     Ingest documents: a form with one or more files, a text as JSON, or as `{"url": "https://…"}` one
    that the server fetches.

    Fetching is off unless `CITEGRAPH_FETCH__ENABLED` is set; then only public addresses are asked, as
    robots.txt allows.

    Answers at once with the job that does it; follow its `Location`. The same files again are the same
    job. Scans are recognised, and
    pictures described, by the job, whose `stage` says how far it is. A job that
    may need more than the server's limit (its `estimate` says what), or that is to be held, waits until
    `POST /v1/jobs/{job_id}/confirm`.

    A document is known by its name (`filename` in a form, `name` in JSON), which becomes its `source`:
    a changed file
    under the same name replaces the stored version once it is ready. Files of one name from different
    folders need
    their paths in their names: of several in one form the first goes in, the others are refused.
    `citegraph ingest` sends each file's absolute path; give the same here to replace what
    it stored, as in `curl -F 'file=@a.pdf;filename=/papers/a.pdf'`.

    `select`, `encoding` and the names of fields say how the files are read; a file that is read
    otherwise is another version
    of its document.

    Args:
        confirm (bool | Unset): Start the job whatever its estimate is. Default: False.
        hold (bool | Unset): Let the job wait for its confirmation, whatever its estimate is.
            Default: False.
        select (None | str | Unset): CSS selector: of a web page only the elements that it names
            are read.
        encoding (None | str | Unset): Encoding of text files, for those in which it cannot be
            told.
        ocr (AddDocumentsOcrType0 | None | Unset): Whether text in pictures is recognised: of
            pages that have no text of their own or a broken one (auto), of every page (always), or of
            none (never). Default: as the settings say.
        id_field (None | str | Unset): Name of the field with the id in records of JSON, XML and
            JSON Lines, `id` where none is given; where one of the three is given, each row of a table
            with such a column is a document, too.
        title_field (None | str | Unset): Name of the field with the title in records of JSON, XML
            and JSON Lines, `title` where none is given; where one of the three is given, each row of
            a table with such a column is a document, too.
        text_field (None | str | Unset): Name of the field with the text in records of JSON, XML
            and JSON Lines, `text` where none is given; where one of the three is given, each row of a
            table with such a column is a document, too.
        body (AddDocumentsFilesBody):
        body (AddDocumentsJsonBodyType1 | TextDocument):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Job | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            confirm=confirm,
            hold=hold,
            select=select,
            encoding=encoding,
            ocr=ocr,
            id_field=id_field,
            title_field=title_field,
            text_field=text_field,
        )
    ).parsed
