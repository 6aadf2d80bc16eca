from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.removal import Removal
from ...types import UNSET, Response, Unset


def _get_kwargs(
    document_id: str,
    *,
    dry_run: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/documents/{document_id}".format(
            document_id=quote(str(document_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Removal:
    if response.status_code == 200:
        response_200 = Removal.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Removal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    document_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Response[Problem | Removal]:
    """Delete Document

     Remove a document and all that only it supports; says what went.

    Args:
        document_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Removal]
    """

    kwargs = _get_kwargs(
        document_id=document_id,
        dry_run=dry_run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    document_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Problem | Removal | None:
    """Delete Document

     Remove a document and all that only it supports; says what went.

    Args:
        document_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Removal
    """

    return sync_detailed(
        document_id=document_id,
        client=client,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    document_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Response[Problem | Removal]:
    """Delete Document

     Remove a document and all that only it supports; says what went.

    Args:
        document_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Removal]
    """

    kwargs = _get_kwargs(
        document_id=document_id,
        dry_run=dry_run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    document_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Problem | Removal | None:
    """Delete Document

     Remove a document and all that only it supports; says what went.

    Args:
        document_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Removal
    """

    return (
        await asyncio_detailed(
            document_id=document_id,
            client=client,
            dry_run=dry_run,
        )
    ).parsed
