from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    document_id: str,
    page: int,
    *,
    highlight: None | str | Unset = UNSET,
    dpi: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_highlight: None | str | Unset
    if isinstance(highlight, Unset):
        json_highlight = UNSET
    else:
        json_highlight = highlight
    params["highlight"] = json_highlight

    json_dpi: int | None | Unset
    if isinstance(dpi, Unset):
        json_dpi = UNSET
    else:
        json_dpi = dpi
    params["dpi"] = json_dpi

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/documents/{document_id}/pages/{page}.png".format(
            document_id=quote(str(document_id), safe=""),
            page=quote(str(page), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | Problem:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    document_id: str,
    page: int,
    *,
    client: AuthenticatedClient | Client,
    highlight: None | str | Unset = UNSET,
    dpi: int | None | Unset = UNSET,
) -> Response[File | Problem]:
    """Get Page Image

     A page of a document as a PNG, with words marked; the links of citations lead here.

    Pages count from 1, whatever they call themselves. Of a PDF, a scan or an image the page is shown as
    it looks. Of other
    formats a simple page with the text around the first mark is drawn; where the document has no pages
    it is page 1.
    `X-Marked-Words` counts what is marked on it. Its `ETag`, sent back as `If-None-Match`, is answered
    with 304 while the
    picture is the same.

    Args:
        document_id (str):
        page (int):
        highlight (None | str | Unset): What to mark: characters of the document's text, as
            `start` and `end` of a citation, such as `120-184,310-352`.
        dpi (int | None | Unset): Dots per inch, where the server's own are not right.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        document_id=document_id,
        page=page,
        highlight=highlight,
        dpi=dpi,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    document_id: str,
    page: int,
    *,
    client: AuthenticatedClient | Client,
    highlight: None | str | Unset = UNSET,
    dpi: int | None | Unset = UNSET,
) -> File | Problem | None:
    """Get Page Image

     A page of a document as a PNG, with words marked; the links of citations lead here.

    Pages count from 1, whatever they call themselves. Of a PDF, a scan or an image the page is shown as
    it looks. Of other
    formats a simple page with the text around the first mark is drawn; where the document has no pages
    it is page 1.
    `X-Marked-Words` counts what is marked on it. Its `ETag`, sent back as `If-None-Match`, is answered
    with 304 while the
    picture is the same.

    Args:
        document_id (str):
        page (int):
        highlight (None | str | Unset): What to mark: characters of the document's text, as
            `start` and `end` of a citation, such as `120-184,310-352`.
        dpi (int | None | Unset): Dots per inch, where the server's own are not right.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        document_id=document_id,
        page=page,
        client=client,
        highlight=highlight,
        dpi=dpi,
    ).parsed


async def asyncio_detailed(
    document_id: str,
    page: int,
    *,
    client: AuthenticatedClient | Client,
    highlight: None | str | Unset = UNSET,
    dpi: int | None | Unset = UNSET,
) -> Response[File | Problem]:
    """Get Page Image

     A page of a document as a PNG, with words marked; the links of citations lead here.

    Pages count from 1, whatever they call themselves. Of a PDF, a scan or an image the page is shown as
    it looks. Of other
    formats a simple page with the text around the first mark is drawn; where the document has no pages
    it is page 1.
    `X-Marked-Words` counts what is marked on it. Its `ETag`, sent back as `If-None-Match`, is answered
    with 304 while the
    picture is the same.

    Args:
        document_id (str):
        page (int):
        highlight (None | str | Unset): What to mark: characters of the document's text, as
            `start` and `end` of a citation, such as `120-184,310-352`.
        dpi (int | None | Unset): Dots per inch, where the server's own are not right.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        document_id=document_id,
        page=page,
        highlight=highlight,
        dpi=dpi,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    document_id: str,
    page: int,
    *,
    client: AuthenticatedClient | Client,
    highlight: None | str | Unset = UNSET,
    dpi: int | None | Unset = UNSET,
) -> File | Problem | None:
    """Get Page Image

     A page of a document as a PNG, with words marked; the links of citations lead here.

    Pages count from 1, whatever they call themselves. Of a PDF, a scan or an image the page is shown as
    it looks. Of other
    formats a simple page with the text around the first mark is drawn; where the document has no pages
    it is page 1.
    `X-Marked-Words` counts what is marked on it. Its `ETag`, sent back as `If-None-Match`, is answered
    with 304 while the
    picture is the same.

    Args:
        document_id (str):
        page (int):
        highlight (None | str | Unset): What to mark: characters of the document's text, as
            `start` and `end` of a citation, such as `120-184,310-352`.
        dpi (int | None | Unset): Dots per inch, where the server's own are not right.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            document_id=document_id,
            page=page,
            client=client,
            highlight=highlight,
            dpi=dpi,
        )
    ).parsed
