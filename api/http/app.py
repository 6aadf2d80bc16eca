"""The HTTP API."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from typing_extensions import TypedDict

from api.bootstrap import GraphServices, open_graph, registered_channels
from api.conversations.service import Conversations, open_conversation_table
from api.http.access import AccessMiddleware
from api.http.body import TextDocument
from api.http.body_limit import BodyLimitMiddleware
from api.http.concurrency_limit import ConcurrencyLimitMiddleware
from api.http.docs_page import install_docs
from api.http.links import add_links
from api.http.openapi import COMMON
from api.http.page import install_page
from api.http.problems import Problem, install_problem_handlers
from api.http.readiness import ReadinessProbe
from api.http.request_log import RequestLog
from api.http.routes import (
    chat_completions,
    conversations,
    decisions,
    documents,
    entities,
    entity_decisions,
    evaluations,
    facts,
    health,
    jobs,
    keys,
    originals,
    page_images,
    query,
    recommend,
    schema,
    suggestions,
)
from api.jobs.opening import JobsRole, open_jobs
from api.jobs.service import Jobs
from api.keys.table import ApiKeyTable, open_key_table
from api.mcp.endpoint import McpEndpoint
from api.parts import FORMATS
from api.settings import Settings, check_serving
from api.version import program_version
from api.warm_up import WarmUp, warming_up

_DESCRIPTION = """Documents in, answers out: each answer cites the sentence, the page and the document that prove it.

Send documents to `/v1/documents`, follow the job it answers with, then ask at `/v1/query`.
Every error is a problem (RFC 9457) that says what happened and what to do about it.
"""


class _State(TypedDict):
    graph: GraphServices
    jobs: Jobs
    conversations: Conversations
    warm_up: WarmUp | None
    keys: ApiKeyTable


def create_app(settings: Settings, *, address: str | None = None) -> FastAPI:
    """The API of one graph; `address` is where it is served, named to those who find its job file taken.

    Raises:
        ConfigError: the settings would let others in without a key.
    """
    check_serving(settings)
    app = FastAPI(
        title="CiteGraph",
        version=program_version(),
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings, address),
        generate_unique_id_function=_operation_id,
        # RequestLog records requests: FastAPI's own spans have their queries, its log the messages of errors.
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings
    app.state.readiness = ReadinessProbe()
    app.state.mcp = McpEndpoint(app)
    install_problem_handlers(app)
    install_docs(app)
    install_page(app)
    app.include_router(health.router)
    for part in (
        documents,
        page_images,
        originals,
        jobs,
        query,
        recommend,
        chat_completions,
        conversations,
        schema,
        entities,
        entity_decisions,
        facts,
        suggestions,
        decisions,
        evaluations,
        keys,
    ):
        app.include_router(part.router, responses=COMMON)
    # the last one added is the first to see a request
    app.add_middleware(BodyLimitMiddleware, settings=settings)
    app.add_middleware(ConcurrencyLimitMiddleware, settings=settings)
    app.add_middleware(AccessMiddleware, settings=settings)
    app.add_middleware(RequestLog)
    _document(app, needs_key=settings.api_key is not None)
    return app


def _lifespan(
    settings: Settings, address: str | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[_State]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[_State]:
        role: JobsRole = "owner" if settings.run_jobs else "sender"
        async with open_graph(settings) as graph, open_jobs(graph, role=role, address=address) as opened:
            with open_conversation_table(settings) as table, open_key_table(settings) as keys_made:
                async with warming_up(graph) as warm_up:
                    state: _State = {
                        "graph": graph,
                        "jobs": opened,
                        "conversations": Conversations(graph, table),
                        "warm_up": warm_up,
                        "keys": keys_made,
                    }
                    async with app.state.mcp.open(state, settings):
                        yield state

    return lifespan


def _operation_id(route: APIRoute) -> str:
    return route.name


def _document(app: FastAPI, *, needs_key: bool) -> None:
    """Complete the OpenAPI document with what FastAPI cannot see: problems, the raw body, the key."""
    generated = app.openapi

    def openapi() -> dict[str, object]:
        if app.openapi_schema:
            return app.openapi_schema
        document = generated()
        parts = document.setdefault("components", {})
        for model in (Problem, TextDocument):
            parts.setdefault("schemas", {}).update(_definitions(model))
        _name_channels(document, registered_channels().names)
        add_links(document)
        body = document["paths"]["/v1/documents"]["post"]["requestBody"]["content"]
        body["multipart/form-data"]["encoding"] = {"file": {"contentType": ", ".join(FORMATS.media_types)}}
        if needs_key:
            parts["securitySchemes"] = {
                "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
                "Bearer": {"type": "http", "scheme": "bearer"},
            }
            document["security"] = [{"ApiKey": []}, {"Bearer": []}]
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _name_channels(part: object, names: Sequence[str]) -> None:
    """List the registered channels wherever the document speaks of a channel's name."""
    if isinstance(part, dict):
        if part.pop("x-channel", False):
            part["enum"] = list(names)
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            _name_channels(inner, names)


def _definitions(model: type[BaseModel]) -> dict[str, object]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}
