from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.decision_outcome import DecisionOutcome
from ...models.merge import Merge
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Merge,
    dry_run: bool | Unset = False,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/entities/merge",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DecisionOutcome | Problem:
    if response.status_code == 200:
        response_200 = DecisionOutcome.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DecisionOutcome | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Merge,
    dry_run: bool | Unset = False,
) -> Response[DecisionOutcome | Problem]:
    """Merge Entities

     Say that two entities are one thing; `POST /v1/decisions/{id}/undo` takes it back exactly.

    Args:
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (Merge): Which entity is the same thing as which other, each by its id or exact name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionOutcome | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: Merge,
    dry_run: bool | Unset = False,
) -> DecisionOutcome | Problem | None:
    """Merge Entities

     Say that two entities are one thing; `POST /v1/decisions/{id}/undo` takes it back exactly.

    Args:
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (Merge): Which entity is the same thing as which other, each by its id or exact name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionOutcome | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Merge,
    dry_run: bool | Unset = False,
) -> Response[DecisionOutcome | Problem]:
    """Merge Entities

     Say that two entities are one thing; `POST /v1/decisions/{id}/undo` takes it back exactly.

    Args:
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (Merge): Which entity is the same thing as which other, each by its id or exact name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionOutcome | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: Merge,
    dry_run: bool | Unset = False,
) -> DecisionOutcome | Problem | None:
    """Merge Entities

     Say that two entities are one thing; `POST /v1/decisions/{id}/undo` takes it back exactly.

    Args:
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (Merge): Which entity is the same thing as which other, each by its id or exact name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionOutcome | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            dry_run=dry_run,
        )
    ).parsed
