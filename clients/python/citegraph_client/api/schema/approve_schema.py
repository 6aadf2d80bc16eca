from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.approval import Approval
from ...models.graph_schema import GraphSchema
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: Approval,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/schema/approve",
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
    body: Approval,
) -> Response[GraphSchema | Problem]:
    """Approve Schema

     Approve a draft; the jobs that waited for the review go on with it.

    A job of the kind `schema` brings the documents under it that were read under another, as `POST
    /v1/schema/apply` does.
    Where it gives other names to more than 20,000 statements and mentions, it is a `draft` still in the
    answer: a job of
    that kind puts it in force, and until that has ended no other change of the graph is taken (503).

    Args:
        body (Approval): Which draft is approved, and by whom.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
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
    body: Approval,
) -> GraphSchema | Problem | None:
    """Approve Schema

     Approve a draft; the jobs that waited for the review go on with it.

    A job of the kind `schema` brings the documents under it that were read under another, as `POST
    /v1/schema/apply` does.
    Where it gives other names to more than 20,000 statements and mentions, it is a `draft` still in the
    answer: a job of
    that kind puts it in force, and until that has ended no other change of the graph is taken (503).

    Args:
        body (Approval): Which draft is approved, and by whom.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GraphSchema | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Approval,
) -> Response[GraphSchema | Problem]:
    """Approve Schema

     Approve a draft; the jobs that waited for the review go on with it.

    A job of the kind `schema` brings the documents under it that were read under another, as `POST
    /v1/schema/apply` does.
    Where it gives other names to more than 20,000 statements and mentions, it is a `draft` still in the
    answer: a job of
    that kind puts it in force, and until that has ended no other change of the graph is taken (503).

    Args:
        body (Approval): Which draft is approved, and by whom.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GraphSchema | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: Approval,
) -> GraphSchema | Problem | None:
    """Approve Schema

     Approve a draft; the jobs that waited for the review go on with it.

    A job of the kind `schema` brings the documents under it that were read under another, as `POST
    /v1/schema/apply` does.
    Where it gives other names to more than 20,000 statements and mentions, it is a `draft` still in the
    answer: a job of
    that kind puts it in force, and until that has ended no other change of the graph is taken (503).

    Args:
        body (Approval): Which draft is approved, and by whom.

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
        )
    ).parsed
