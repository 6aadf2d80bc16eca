from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.job_page import JobPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    extract_again: bool | Unset = False,
    confirm: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["extract_again"] = extract_again

    params["confirm"] = confirm

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/schema/apply",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> JobPage | Problem:
    if response.status_code == 202:
        response_202 = JobPage.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[JobPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    extract_again: bool | Unset = False,
    confirm: bool | Unset = False,
) -> Response[JobPage | Problem]:
    """Apply Schema

     Bring the documents that were read under another schema under the one in force; no model is asked.

    What was found in them is mapped anew: types and relations in the names in force, only the patterns
    of the schema.
    Each document is replaced at once; a job warns of those of which that is no longer stored. None
    where all documents
    are under the schema already.

    With `extract_again` one ingest job reads their texts again; with a chat model it waits for its
    confirmation, so that
    its `estimate` is seen first.

    Args:
        extract_again (bool | Unset): Read the texts again, with the extractor. Default: False.
        confirm (bool | Unset): Start it whatever its estimate says. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobPage | Problem]
    """

    kwargs = _get_kwargs(
        extract_again=extract_again,
        confirm=confirm,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    extract_again: bool | Unset = False,
    confirm: bool | Unset = False,
) -> JobPage | Problem | None:
    """Apply Schema

     Bring the documents that were read under another schema under the one in force; no model is asked.

    What was found in them is mapped anew: types and relations in the names in force, only the patterns
    of the schema.
    Each document is replaced at once; a job warns of those of which that is no longer stored. None
    where all documents
    are under the schema already.

    With `extract_again` one ingest job reads their texts again; with a chat model it waits for its
    confirmation, so that
    its `estimate` is seen first.

    Args:
        extract_again (bool | Unset): Read the texts again, with the extractor. Default: False.
        confirm (bool | Unset): Start it whatever its estimate says. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobPage | Problem
    """

    return sync_detailed(
        client=client,
        extract_again=extract_again,
        confirm=confirm,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    extract_again: bool | Unset = False,
    confirm: bool | Unset = False,
) -> Response[JobPage | Problem]:
    """Apply Schema

     Bring the documents that were read under another schema under the one in force; no model is asked.

    What was found in them is mapped anew: types and relations in the names in force, only the patterns
    of the schema.
    Each document is replaced at once; a job warns of those of which that is no longer stored. None
    where all documents
    are under the schema already.

    With `extract_again` one ingest job reads their texts again; with a chat model it waits for its
    confirmation, so that
    its `estimate` is seen first.

    Args:
        extract_again (bool | Unset): Read the texts again, with the extractor. Default: False.
        confirm (bool | Unset): Start it whatever its estimate says. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobPage | Problem]
    """

    kwargs = _get_kwargs(
        extract_again=extract_again,
        confirm=confirm,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    extract_again: bool | Unset = False,
    confirm: bool | Unset = False,
) -> JobPage | Problem | None:
    """Apply Schema

     Bring the documents that were read under another schema under the one in force; no model is asked.

    What was found in them is mapped anew: types and relations in the names in force, only the patterns
    of the schema.
    Each document is replaced at once; a job warns of those of which that is no longer stored. None
    where all documents
    are under the schema already.

    With `extract_again` one ingest job reads their texts again; with a chat model it waits for its
    confirmation, so that
    its `estimate` is seen first.

    Args:
        extract_again (bool | Unset): Read the texts again, with the extractor. Default: False.
        confirm (bool | Unset): Start it whatever its estimate says. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            extract_again=extract_again,
            confirm=confirm,
        )
    ).parsed
