from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recommendation import Recommendation
from ...models.wished_for import WishedFor
from ...types import Response


def _get_kwargs(
    *,
    body: WishedFor,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/recommend",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Recommendation:
    if response.status_code == 200:
        response_200 = Recommendation.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Recommendation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: WishedFor,
) -> Response[Problem | Recommendation]:
    """Recommend

     The records that meet a wish, each with its own words as the reason; `found` is false where none
    does, and `note` says why.

    Records are documents made of JSON, XML or JSON Lines records or of rows of tables. What they state
    is taken from the wish where it
    names it ("quiet", "winter", "before 1950"), and from `facets`; no chat model has a part in it.

    Args:
        body (WishedFor): A wish and how to look for what meets it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Recommendation]
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
    body: WishedFor,
) -> Problem | Recommendation | None:
    """Recommend

     The records that meet a wish, each with its own words as the reason; `found` is false where none
    does, and `note` says why.

    Records are documents made of JSON, XML or JSON Lines records or of rows of tables. What they state
    is taken from the wish where it
    names it ("quiet", "winter", "before 1950"), and from `facets`; no chat model has a part in it.

    Args:
        body (WishedFor): A wish and how to look for what meets it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Recommendation
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: WishedFor,
) -> Response[Problem | Recommendation]:
    """Recommend

     The records that meet a wish, each with its own words as the reason; `found` is false where none
    does, and `note` says why.

    Records are documents made of JSON, XML or JSON Lines records or of rows of tables. What they state
    is taken from the wish where it
    names it ("quiet", "winter", "before 1950"), and from `facets`; no chat model has a part in it.

    Args:
        body (WishedFor): A wish and how to look for what meets it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Recommendation]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: WishedFor,
) -> Problem | Recommendation | None:
    """Recommend

     The records that meet a wish, each with its own words as the reason; `found` is false where none
    does, and `note` says why.

    Records are documents made of JSON, XML or JSON Lines records or of rows of tables. What they state
    is taken from the wish where it
    names it ("quiet", "winter", "before 1950"), and from `facets`; no chat model has a part in it.

    Args:
        body (WishedFor): A wish and how to look for what meets it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Recommendation
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
