from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.decision_outcome import DecisionOutcome
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    fact_id: str,
    *,
    dry_run: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/facts/{fact_id}/restore".format(
            fact_id=quote(str(fact_id), safe=""),
        ),
        "params": params,
    }

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
    fact_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Response[DecisionOutcome | Problem]:
    """Restore Fact

     Bring a rejected fact back, with everything that states it now.

    Args:
        fact_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionOutcome | Problem]
    """

    kwargs = _get_kwargs(
        fact_id=fact_id,
        dry_run=dry_run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    fact_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> DecisionOutcome | Problem | None:
    """Restore Fact

     Bring a rejected fact back, with everything that states it now.

    Args:
        fact_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionOutcome | Problem
    """

    return sync_detailed(
        fact_id=fact_id,
        client=client,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    fact_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> Response[DecisionOutcome | Problem]:
    """Restore Fact

     Bring a rejected fact back, with everything that states it now.

    Args:
        fact_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionOutcome | Problem]
    """

    kwargs = _get_kwargs(
        fact_id=fact_id,
        dry_run=dry_run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    fact_id: str,
    *,
    client: AuthenticatedClient | Client,
    dry_run: bool | Unset = False,
) -> DecisionOutcome | Problem | None:
    """Restore Fact

     Bring a rejected fact back, with everything that states it now.

    Args:
        fact_id (str):
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionOutcome | Problem
    """

    return (
        await asyncio_detailed(
            fact_id=fact_id,
            client=client,
            dry_run=dry_run,
        )
    ).parsed
