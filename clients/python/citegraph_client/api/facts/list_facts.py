from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.fact_page import FactPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    entity: str | Unset = "",
    relation: str | Unset = "",
    rejected: bool | Unset = False,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["entity"] = entity

    params["relation"] = relation

    params["rejected"] = rejected

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/facts",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FactPage | Problem:
    if response.status_code == 200:
        response_200 = FactPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FactPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    rejected: bool | Unset = False,
    limit: int | Unset = 50,
) -> Response[FactPage | Problem]:
    """List Facts

     Facts by entity and relation type; of rejected ones `support` counts the chunks that state them all
    the same.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the schema. Default: ''.
        rejected (bool | Unset): Those that were rejected. Default: False.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FactPage | Problem]
    """

    kwargs = _get_kwargs(
        entity=entity,
        relation=relation,
        rejected=rejected,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    rejected: bool | Unset = False,
    limit: int | Unset = 50,
) -> FactPage | Problem | None:
    """List Facts

     Facts by entity and relation type; of rejected ones `support` counts the chunks that state them all
    the same.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the schema. Default: ''.
        rejected (bool | Unset): Those that were rejected. Default: False.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FactPage | Problem
    """

    return sync_detailed(
        client=client,
        entity=entity,
        relation=relation,
        rejected=rejected,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    rejected: bool | Unset = False,
    limit: int | Unset = 50,
) -> Response[FactPage | Problem]:
    """List Facts

     Facts by entity and relation type; of rejected ones `support` counts the chunks that state them all
    the same.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the schema. Default: ''.
        rejected (bool | Unset): Those that were rejected. Default: False.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FactPage | Problem]
    """

    kwargs = _get_kwargs(
        entity=entity,
        relation=relation,
        rejected=rejected,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    rejected: bool | Unset = False,
    limit: int | Unset = 50,
) -> FactPage | Problem | None:
    """List Facts

     Facts by entity and relation type; of rejected ones `support` counts the chunks that state them all
    the same.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the schema. Default: ''.
        rejected (bool | Unset): Those that were rejected. Default: False.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FactPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            entity=entity,
            relation=relation,
            rejected=rejected,
            limit=limit,
        )
    ).parsed
