from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.get_schema_status_type_0 import GetSchemaStatusType0
from ...models.graph_schema import GraphSchema
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    status: GetSchemaStatusType0 | None | Unset = UNSET,
    version: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, GetSchemaStatusType0):
        json_status = status.value
    else:
        json_status = status
    params["status"] = json_status

    json_version: int | None | Unset
    if isinstance(version, Unset):
        json_version = UNSET
    else:
        json_version = version
    params["version"] = json_version

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/schema",
        "params": params,
    }

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
    status: GetSchemaStatusType0 | None | Unset = UNSET,
    version: int | None | Unset = UNSET,
) -> Response[GraphSchema | Problem]:
    """Get Schema

     The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit.

    Args:
        status (GetSchemaStatusType0 | None | Unset): Default: the approved one, else the draft.
        version (int | None | Unset): This version, whatever its status.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
    """

    kwargs = _get_kwargs(
        status=status,
        version=version,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    status: GetSchemaStatusType0 | None | Unset = UNSET,
    version: int | None | Unset = UNSET,
) -> GraphSchema | Problem | None:
    """Get Schema

     The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit.

    Args:
        status (GetSchemaStatusType0 | None | Unset): Default: the approved one, else the draft.
        version (int | None | Unset): This version, whatever its status.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GraphSchema | Problem
    """

    return sync_detailed(
        client=client,
        status=status,
        version=version,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    status: GetSchemaStatusType0 | None | Unset = UNSET,
    version: int | None | Unset = UNSET,
) -> Response[GraphSchema | Problem]:
    """Get Schema

     The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit.

    Args:
        status (GetSchemaStatusType0 | None | Unset): Default: the approved one, else the draft.
        version (int | None | Unset): This version, whatever its status.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
    """

    kwargs = _get_kwargs(
        status=status,
        version=version,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    status: GetSchemaStatusType0 | None | Unset = UNSET,
    version: int | None | Unset = UNSET,
) -> GraphSchema | Problem | None:
    """Get Schema

     The graph schema as JSON, or with `Accept: application/yaml` as the YAML that people edit.

    Args:
        status (GetSchemaStatusType0 | None | Unset): Default: the approved one, else the draft.
        version (int | None | Unset): This version, whatever its status.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GraphSchema | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            status=status,
            version=version,
        )
    ).parsed
