from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.schema_diff import SchemaDiff
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    before: int | None | Unset = UNSET,
    after: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_before: int | None | Unset
    if isinstance(before, Unset):
        json_before = UNSET
    else:
        json_before = before
    params["before"] = json_before

    json_after: int | None | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/schema/diff",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SchemaDiff:
    if response.status_code == 200:
        response_200 = SchemaDiff.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SchemaDiff]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    before: int | None | Unset = UNSET,
    after: int | None | Unset = UNSET,
) -> Response[Problem | SchemaDiff]:
    """Diff Schemas

     What one version of the schema changes in another.

    By default `after` is the draft that waits, else the schema in force; `before` what was in force
    before it.

    Args:
        before (int | None | Unset):
        after (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SchemaDiff]
    """

    kwargs = _get_kwargs(
        before=before,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    before: int | None | Unset = UNSET,
    after: int | None | Unset = UNSET,
) -> Problem | SchemaDiff | None:
    """Diff Schemas

     What one version of the schema changes in another.

    By default `after` is the draft that waits, else the schema in force; `before` what was in force
    before it.

    Args:
        before (int | None | Unset):
        after (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SchemaDiff
    """

    return sync_detailed(
        client=client,
        before=before,
        after=after,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    before: int | None | Unset = UNSET,
    after: int | None | Unset = UNSET,
) -> Response[Problem | SchemaDiff]:
    """Diff Schemas

     What one version of the schema changes in another.

    By default `after` is the draft that waits, else the schema in force; `before` what was in force
    before it.

    Args:
        before (int | None | Unset):
        after (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SchemaDiff]
    """

    kwargs = _get_kwargs(
        before=before,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    before: int | None | Unset = UNSET,
    after: int | None | Unset = UNSET,
) -> Problem | SchemaDiff | None:
    """Diff Schemas

     What one version of the schema changes in another.

    By default `after` is the draft that waits, else the schema in force; `before` what was in force
    before it.

    Args:
        before (int | None | Unset):
        after (int | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SchemaDiff
    """

    return (
        await asyncio_detailed(
            client=client,
            before=before,
            after=after,
        )
    ).parsed
