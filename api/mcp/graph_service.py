"""The graph itself, asked without a server."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from api.bootstrap import open_graph
from api.conversations.service import Conversations, open_conversation_table
from api.http.problems import install_problem_handlers
from api.http.routes import documents, entities, facts, jobs, query, recommend, schema
from api.jobs.opening import open_jobs
from api.mcp.service import Service, own_service
from api.settings import Settings
from api.warm_up import warming_up


@asynccontextmanager
async def graph_service(settings: Settings, *, with_jobs: bool) -> AsyncIterator[Service]:
    """The routes that tools call, in this process; only `with_jobs` does it own the graph's jobs.

    Raises:
        ConflictError: another process owns the jobs.
    """
    app = FastAPI()
    app.state.settings = settings
    install_problem_handlers(app)
    for part in (query, recommend, documents, entities, facts, schema, jobs):
        app.include_router(part.router)
    async with AsyncExitStack() as stack:
        graph = await stack.enter_async_context(open_graph(settings))
        state: dict[str, object] = {"graph": graph}
        if with_jobs:
            state["jobs"] = await stack.enter_async_context(open_jobs(graph))
        table = stack.enter_context(open_conversation_table(settings))
        state["conversations"] = Conversations(graph, table)
        await stack.enter_async_context(warming_up(graph))
        yield await stack.enter_async_context(own_service(app, state, settings))
