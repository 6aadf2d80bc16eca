from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.refinement import Refinement
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    rounds: int | Unset = 4,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
    ask_model: bool | Unset = True,
    confirm: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["rounds"] = rounds

    params["made_by"] = made_by

    params["dry_run"] = dry_run

    params["ask_model"] = ask_model

    params["confirm"] = confirm

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/schema/refine",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Refinement:
    if response.status_code == 200:
        response_200 = Refinement.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Refinement]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    rounds: int | Unset = 4,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
    ask_model: bool | Unset = True,
    confirm: bool | Unset = False,
) -> Response[Problem | Refinement]:
    """Refine Schema

     Draft the schema afresh from what the first pass found in all documents, and say what each round
    keeps.

    Nothing is read again. A chat model that found the facts is asked which of the relations and types
    that the
    vocabulary lacks mean one that it has; what it answered before is not asked again. The draft waits
    for a person: no
    ingest approves it.

    Args:
        rounds (int | Unset): The most rounds. Default: 4.
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        ask_model (bool | Unset): Whether the chat model is asked what the vocabulary lacks.
            Default: True.
        confirm (bool | Unset): Ask it, whatever that may need. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Refinement]
    """

    kwargs = _get_kwargs(
        rounds=rounds,
        made_by=made_by,
        dry_run=dry_run,
        ask_model=ask_model,
        confirm=confirm,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    rounds: int | Unset = 4,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
    ask_model: bool | Unset = True,
    confirm: bool | Unset = False,
) -> Problem | Refinement | None:
    """Refine Schema

     Draft the schema afresh from what the first pass found in all documents, and say what each round
    keeps.

    Nothing is read again. A chat model that found the facts is asked which of the relations and types
    that the
    vocabulary lacks mean one that it has; what it answered before is not asked again. The draft waits
    for a person: no
    ingest approves it.

    Args:
        rounds (int | Unset): The most rounds. Default: 4.
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        ask_model (bool | Unset): Whether the chat model is asked what the vocabulary lacks.
            Default: True.
        confirm (bool | Unset): Ask it, whatever that may need. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Refinement
    """

    return sync_detailed(
        client=client,
        rounds=rounds,
        made_by=made_by,
        dry_run=dry_run,
        ask_model=ask_model,
        confirm=confirm,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    rounds: int | Unset = 4,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
    ask_model: bool | Unset = True,
    confirm: bool | Unset = False,
) -> Response[Problem | Refinement]:
    """Refine Schema

     Draft the schema afresh from what the first pass found in all documents, and say what each round
    keeps.

    Nothing is read again. A chat model that found the facts is asked which of the relations and types
    that the
    vocabulary lacks mean one that it has; what it answered before is not asked again. The draft waits
    for a person: no
    ingest approves it.

    Args:
        rounds (int | Unset): The most rounds. Default: 4.
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        ask_model (bool | Unset): Whether the chat model is asked what the vocabulary lacks.
            Default: True.
        confirm (bool | Unset): Ask it, whatever that may need. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Refinement]
    """

    kwargs = _get_kwargs(
        rounds=rounds,
        made_by=made_by,
        dry_run=dry_run,
        ask_model=ask_model,
        confirm=confirm,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    rounds: int | Unset = 4,
    made_by: str | Unset = "API",
    dry_run: bool | Unset = False,
    ask_model: bool | Unset = True,
    confirm: bool | Unset = False,
) -> Problem | Refinement | None:
    """Refine Schema

     Draft the schema afresh from what the first pass found in all documents, and say what each round
    keeps.

    Nothing is read again. A chat model that found the facts is asked which of the relations and types
    that the
    vocabulary lacks mean one that it has; what it answered before is not asked again. The draft waits
    for a person: no
    ingest approves it.

    Args:
        rounds (int | Unset): The most rounds. Default: 4.
        made_by (str | Unset): Whose draft it is. Default: 'API'.
        dry_run (bool | Unset): Say what would be, and change nothing. Default: False.
        ask_model (bool | Unset): Whether the chat model is asked what the vocabulary lacks.
            Default: True.
        confirm (bool | Unset): Ask it, whatever that may need. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Refinement
    """

    return (
        await asyncio_detailed(
            client=client,
            rounds=rounds,
            made_by=made_by,
            dry_run=dry_run,
            ask_model=ask_model,
            confirm=confirm,
        )
    ).parsed
