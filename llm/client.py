"""The HTTP connections to a chat model's endpoint."""

from openai import DefaultAsyncHttpxClient


def open_connections() -> DefaultAsyncHttpxClient:
    """Connections with OpenAI's own limits, to be closed by the caller (`async with`).

    Those that LangChain makes by itself are shared by the whole process and never closed.
    """
    return DefaultAsyncHttpxClient()
