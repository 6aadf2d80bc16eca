from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.mention_page import MentionPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    entity: str,
    document: str | Unset = "",
    limit: int | Unset = 50,
    skip: int | Unset = 0,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["entity"] = entity

    params["document"] = document

    params["limit"] = limit

    params["skip"] = skip

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/entities/mentions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MentionPage | Problem:
    if response.status_code == 200:
        response_200 = MentionPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MentionPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    entity: str,
    document: str | Unset = "",
    limit: int | Unset = 50,
    skip: int | Unset = 0,
) -> Response[MentionPage | Problem]:
    """List Mentions

     Where documents name an entity, with the words around: the places that a split takes.

    Args:
        entity (str): Id or exact name.
        document (str | Unset): Only in this one: id or source. Default: ''.
        limit (int | Unset):  Default: 50.
        skip (int | Unset): Leave out so many from the start. Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MentionPage | Problem]
    """

    kwargs = _get_kwargs(
        entity=entity,
        document=document,
        limit=limit,
        skip=skip,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    entity: str,
    document: str | Unset = "",
    limit: int | Unset = 50,
    skip: int | Unset = 0,
) -> MentionPage | Problem | None:
    """List Mentions

     Where documents name an entity, with the words around: the places that a split takes.

    Args:
        entity (str): Id or exact name.
        document (str | Unset): Only in this one: id or source. Default: ''.
        limit (int | Unset):  Default: 50.
        skip (int | Unset): Leave out so many from the start. Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MentionPage | Problem
    """

    return sync_detailed(
        client=client,
        entity=entity,
        document=document,
        limit=limit,
        skip=skip,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    entity: str,
    document: str | Unset = "",
    limit: int | Unset = 50,
    skip: int | Unset = 0,
) -> Response[MentionPage | Problem]:
    """List Mentions

     Where documents name an entity, with the words around: the places that a split takes.

    Args:
        entity (str): Id or exact name.
        document (str | Unset): Only in this one: id or source. Default: ''.
        limit (int | Unset):  Default: 50.
        skip (int | Unset): Leave out so many from the start. Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MentionPage | Problem]
    """

    kwargs = _get_kwargs(
        entity=entity,
        document=document,
        limit=limit,
        skip=skip,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    entity: str,
    document: str | Unset = "",
    limit: int | Unset = 50,
    skip: int | Unset = 0,
) -> MentionPage | Problem | None:
    """List Mentions

     Where documents name an entity, with the words around: the places that a split takes.

    Args:
        entity (str): Id or exact name.
        document (str | Unset): Only in this one: id or source. Default: ''.
        limit (int | Unset):  Default: 50.
        skip (int | Unset): Leave out so many from the start. Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MentionPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            entity=entity,
            document=document,
            limit=limit,
            skip=skip,
        )
    ).parsed
