from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.suggestions import Suggestions
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    entity: str | Unset = "",
    relation: str | Unset = "",
    limit: int | Unset = 20,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["entity"] = entity

    params["relation"] = relation

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/suggestions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Suggestions:
    if response.status_code == 200:
        response_200 = Suggestions.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Suggestions]:
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
    limit: int | Unset = 20,
) -> Response[Problem | Suggestions]:
    """List Suggestions

     Statements that no document makes and that the link predictor takes for facts, with where to look;
    no answer cites them.

    Those that a person accepted or rejected are not suggested again. Without a predictor that is surely
    better than
    counting there are none, and `note` says why.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the graph's facts. Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Suggestions]
    """

    kwargs = _get_kwargs(
        entity=entity,
        relation=relation,
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
    limit: int | Unset = 20,
) -> Problem | Suggestions | None:
    """List Suggestions

     Statements that no document makes and that the link predictor takes for facts, with where to look;
    no answer cites them.

    Those that a person accepted or rejected are not suggested again. Without a predictor that is surely
    better than
    counting there are none, and `note` says why.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the graph's facts. Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Suggestions
    """

    return sync_detailed(
        client=client,
        entity=entity,
        relation=relation,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    limit: int | Unset = 20,
) -> Response[Problem | Suggestions]:
    """List Suggestions

     Statements that no document makes and that the link predictor takes for facts, with where to look;
    no answer cites them.

    Those that a person accepted or rejected are not suggested again. Without a predictor that is surely
    better than
    counting there are none, and `note` says why.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the graph's facts. Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Suggestions]
    """

    kwargs = _get_kwargs(
        entity=entity,
        relation=relation,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    entity: str | Unset = "",
    relation: str | Unset = "",
    limit: int | Unset = 20,
) -> Problem | Suggestions | None:
    """List Suggestions

     Statements that no document makes and that the link predictor takes for facts, with where to look;
    no answer cites them.

    Those that a person accepted or rejected are not suggested again. Without a predictor that is surely
    better than
    counting there are none, and `note` says why.

    Args:
        entity (str | Unset): An entity's id or exact name. Default: ''.
        relation (str | Unset): A relation type of the graph's facts. Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Suggestions
    """

    return (
        await asyncio_detailed(
            client=client,
            entity=entity,
            relation=relation,
            limit=limit,
        )
    ).parsed
