from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.judged_page import JudgedPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    accepted: bool | Unset = True,
    entity: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["accepted"] = accepted

    params["entity"] = entity

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/suggestions/judged",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> JudgedPage | Problem:
    if response.status_code == 200:
        response_200 = JudgedPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[JudgedPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    accepted: bool | Unset = True,
    entity: str | Unset = "",
) -> Response[JudgedPage | Problem]:
    """List Judged

     What persons hold of suggestions; `support` counts the chunks that state one by now, which makes it
    a fact.

    Args:
        accepted (bool | Unset): Those that were accepted, or those that were rejected. Default:
            True.
        entity (str | Unset): An entity's id or exact name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JudgedPage | Problem]
    """

    kwargs = _get_kwargs(
        accepted=accepted,
        entity=entity,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    accepted: bool | Unset = True,
    entity: str | Unset = "",
) -> JudgedPage | Problem | None:
    """List Judged

     What persons hold of suggestions; `support` counts the chunks that state one by now, which makes it
    a fact.

    Args:
        accepted (bool | Unset): Those that were accepted, or those that were rejected. Default:
            True.
        entity (str | Unset): An entity's id or exact name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JudgedPage | Problem
    """

    return sync_detailed(
        client=client,
        accepted=accepted,
        entity=entity,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    accepted: bool | Unset = True,
    entity: str | Unset = "",
) -> Response[JudgedPage | Problem]:
    """List Judged

     What persons hold of suggestions; `support` counts the chunks that state one by now, which makes it
    a fact.

    Args:
        accepted (bool | Unset): Those that were accepted, or those that were rejected. Default:
            True.
        entity (str | Unset): An entity's id or exact name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JudgedPage | Problem]
    """

    kwargs = _get_kwargs(
        accepted=accepted,
        entity=entity,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    accepted: bool | Unset = True,
    entity: str | Unset = "",
) -> JudgedPage | Problem | None:
    """List Judged

     What persons hold of suggestions; `support` counts the chunks that state one by now, which makes it
    a fact.

    Args:
        accepted (bool | Unset): Those that were accepted, or those that were rejected. Default:
            True.
        entity (str | Unset): An entity's id or exact name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JudgedPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            accepted=accepted,
            entity=entity,
        )
    ).parsed
