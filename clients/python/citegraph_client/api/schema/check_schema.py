from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.graph_schema import GraphSchema
from ...models.problem import Problem
from ...models.schema_effect import SchemaEffect
from ...types import Response


def _get_kwargs(
    *,
    body: GraphSchema,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/schema/check",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SchemaEffect:
    if response.status_code == 200:
        response_200 = SchemaEffect.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SchemaEffect]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
) -> Response[Problem | SchemaEffect]:
    """Check Schema

     What approving an edited schema would do to the facts in the graph; nothing is stored.

    It is refused for what `PUT /v1/schema/draft` refuses.

    Args:
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SchemaEffect]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
) -> Problem | SchemaEffect | None:
    """Check Schema

     What approving an edited schema would do to the facts in the graph; nothing is stored.

    It is refused for what `PUT /v1/schema/draft` refuses.

    Args:
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SchemaEffect
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
) -> Response[Problem | SchemaEffect]:
    """Check Schema

     What approving an edited schema would do to the facts in the graph; nothing is stored.

    It is refused for what `PUT /v1/schema/draft` refuses.

    Args:
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SchemaEffect]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
) -> Problem | SchemaEffect | None:
    """Check Schema

     What approving an edited schema would do to the facts in the graph; nothing is stored.

    It is refused for what `PUT /v1/schema/draft` refuses.

    Args:
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SchemaEffect
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
