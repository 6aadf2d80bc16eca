from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.graph_schema import GraphSchema
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: GraphSchema,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["made_by"] = made_by

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/schema/draft",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> GraphSchema | Problem:
    if response.status_code == 200:
        response_200 = GraphSchema.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[GraphSchema | Problem]:
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
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
) -> Response[GraphSchema | Problem]:
    """Put Draft

     Give an edited schema as the draft that waits for approval, as YAML or JSON; approve it by its
    `version`.

    It is checked as `citegraph schema check` does: a name that cannot be in the graph, a name twice, or
    a pattern with
    a type that is not listed is refused, naming the place. `version` says which draft it was made from;
    with
    `dry_run=true` it is only checked. The same again changes nothing.

    Args:
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        made_by=made_by,
        dry_run=dry_run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
) -> GraphSchema | Problem | None:
    """Put Draft

     Give an edited schema as the draft that waits for approval, as YAML or JSON; approve it by its
    `version`.

    It is checked as `citegraph schema check` does: a name that cannot be in the graph, a name twice, or
    a pattern with
    a type that is not listed is refused, naming the place. `version` says which draft it was made from;
    with
    `dry_run=true` it is only checked. The same again changes nothing.

    Args:
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GraphSchema | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        made_by=made_by,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
) -> Response[GraphSchema | Problem]:
    """Put Draft

     Give an edited schema as the draft that waits for approval, as YAML or JSON; approve it by its
    `version`.

    It is checked as `citegraph schema check` does: a name that cannot be in the graph, a name twice, or
    a pattern with
    a type that is not listed is refused, naming the place. `version` says which draft it was made from;
    with
    `dry_run=true` it is only checked. The same again changes nothing.

    Args:
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        made_by=made_by,
        dry_run=dry_run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: GraphSchema,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
) -> GraphSchema | Problem | None:
    """Put Draft

     Give an edited schema as the draft that waits for approval, as YAML or JSON; approve it by its
    `version`.

    It is checked as `citegraph schema check` does: a name that cannot be in the graph, a name twice, or
    a pattern with
    a type that is not listed is refused, naming the place. `version` says which draft it was made from;
    with
    `dry_run=true` it is only checked. The same again changes nothing.

    Args:
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        body (GraphSchema): One version of the vocabulary. Versions count from 1; at most one is
            approved at a time.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GraphSchema | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            made_by=made_by,
            dry_run=dry_run,
        )
    ).parsed
