from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.chat_completion import ChatCompletion
from ...models.chat_request import ChatRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: ChatRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/chat/completions",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ChatCompletion | Problem:
    if response.status_code == 200:
        response_200 = ChatCompletion.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ChatCompletion | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ChatRequest,
) -> Response[ChatCompletion | Problem]:
    """Create Chat Completion

     The answer for OpenAI's clients: set their base URL to `/v1` of this server, and their key to its
    own.

    Each `[n]` of the text has an annotation `url_citation` that leads to the page. "Not found in the
    documents" is an
    answer as any other, with `found` false. The messages before the question are its conversation,
    which is not kept. In
    a stream the text comes once its citations are checked; until then there are comments. Problems of
    this call and of
    `/v1/models` have a field `error` too, as OpenAI's clients expect it.

    Args:
        body (ChatRequest): A question after the messages before it.

            Fields of OpenAI's that are not here, such as `temperature`, are left aside.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatCompletion | Problem]
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
    body: ChatRequest,
) -> ChatCompletion | Problem | None:
    """Create Chat Completion

     The answer for OpenAI's clients: set their base URL to `/v1` of this server, and their key to its
    own.

    Each `[n]` of the text has an annotation `url_citation` that leads to the page. "Not found in the
    documents" is an
    answer as any other, with `found` false. The messages before the question are its conversation,
    which is not kept. In
    a stream the text comes once its citations are checked; until then there are comments. Problems of
    this call and of
    `/v1/models` have a field `error` too, as OpenAI's clients expect it.

    Args:
        body (ChatRequest): A question after the messages before it.

            Fields of OpenAI's that are not here, such as `temperature`, are left aside.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatCompletion | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ChatRequest,
) -> Response[ChatCompletion | Problem]:
    """Create Chat Completion

     The answer for OpenAI's clients: set their base URL to `/v1` of this server, and their key to its
    own.

    Each `[n]` of the text has an annotation `url_citation` that leads to the page. "Not found in the
    documents" is an
    answer as any other, with `found` false. The messages before the question are its conversation,
    which is not kept. In
    a stream the text comes once its citations are checked; until then there are comments. Problems of
    this call and of
    `/v1/models` have a field `error` too, as OpenAI's clients expect it.

    Args:
        body (ChatRequest): A question after the messages before it.

            Fields of OpenAI's that are not here, such as `temperature`, are left aside.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChatCompletion | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ChatRequest,
) -> ChatCompletion | Problem | None:
    """Create Chat Completion

     The answer for OpenAI's clients: set their base URL to `/v1` of this server, and their key to its
    own.

    Each `[n]` of the text has an annotation `url_citation` that leads to the page. "Not found in the
    documents" is an
    answer as any other, with `found` false. The messages before the question are its conversation,
    which is not kept. In
    a stream the text comes once its citations are checked; until then there are comments. Problems of
    this call and of
    `/v1/models` have a field `error` too, as OpenAI's clients expect it.

    Args:
        body (ChatRequest): A question after the messages before it.

            Fields of OpenAI's that are not here, such as `temperature`, are left aside.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChatCompletion | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
