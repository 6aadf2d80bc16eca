from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.entity_page import EntityPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    query: str | Unset = "",
    type_: str | Unset = "",
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["query"] = query

    params["type"] = type_

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/entities",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EntityPage | Problem:
    if response.status_code == 200:
        response_200 = EntityPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EntityPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    query: str | Unset = "",
    type_: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[EntityPage | Problem]:
    """List Entities

     Entities by name and type.

    Args:
        query (str | Unset): Words of a name or alias. Default: ''.
        type_ (str | Unset): An entity type of the schema. Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EntityPage | Problem]
    """

    kwargs = _get_kwargs(
        query=query,
        type_=type_,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    query: str | Unset = "",
    type_: str | Unset = "",
    limit: int | Unset = 50,
) -> EntityPage | Problem | None:
    """List Entities

     Entities by name and type.

    Args:
        query (str | Unset): Words of a name or alias. Default: ''.
        type_ (str | Unset): An entity type of the schema. Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EntityPage | Problem
    """

    return sync_detailed(
        client=client,
        query=query,
        type_=type_,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    query: str | Unset = "",
    type_: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[EntityPage | Problem]:
    """List Entities

     Entities by name and type.

    Args:
        query (str | Unset): Words of a name or alias. Default: ''.
        type_ (str | Unset): An entity type of the schema. Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EntityPage | Problem]
    """

    kwargs = _get_kwargs(
        query=query,
        type_=type_,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    query: str | Unset = "",
    type_: str | Unset = "",
    limit: int | Unset = 50,
) -> EntityPage | Problem | None:
    """List Entities

     Entities by name and type.

    Args:
        query (str | Unset): Words of a name or alias. Default: ''.
        type_ (str | Unset): An entity type of the schema. Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EntityPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            query=query,
            type_=type_,
            limit=limit,
        )
    ).parsed
