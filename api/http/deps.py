"""What routes ask for, named once."""

from typing import Annotated, cast

from fastapi import Depends, Query, Request

from api.bootstrap import GraphServices
from api.conversations.service import Conversations
from api.jobs.service import Jobs
from api.keys.table import ApiKeyTable
from api.settings import Settings
from extraction.load.options import ReadingOptions


def _settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


def _graph(request: Request) -> GraphServices:
    return cast("GraphServices", request.state.graph)


def _jobs(request: Request) -> Jobs:
    return cast("Jobs", request.state.jobs)


def _conversations(request: Request) -> Conversations:
    return cast("Conversations", request.state.conversations)


def _keys(request: Request) -> ApiKeyTable:
    return cast("ApiKeyTable", request.state.keys)


SettingsDep = Annotated[Settings, Depends(_settings)]
AnyGraphDep = Annotated[GraphServices, Depends(_graph)]
"""The graph, also while Neo4j is away."""
ConversationsDep = Annotated[Conversations, Depends(_conversations)]
KeysDep = Annotated[ApiKeyTable, Depends(_keys)]
AnyJobsDep = Annotated[Jobs, Depends(_jobs)]
"""The jobs, also while Neo4j is away."""


async def _ready_graph(graph: AnyGraphDep) -> GraphServices:
    await graph.ensure_ready()
    return graph


GraphDep = Annotated[GraphServices, Depends(_ready_graph)]
"""The graph, with its indexes up to date: a call answers 503 while Neo4j is away, and works once it is back."""


async def _ready_jobs(graph: GraphDep, jobs: AnyJobsDep) -> Jobs:
    await graph.store.reader.ping(graph.settings.neo4j_timeout_s)
    return jobs


JobsDep = Annotated[Jobs, Depends(_ready_jobs)]
"""The jobs, while Neo4j is there to work on: work that could not begin is refused, not queued."""


def _reading_options(options: Annotated[ReadingOptions, Query()]) -> ReadingOptions:
    return options


ReadingDep = Annotated[ReadingOptions, Depends(_reading_options)]
"""How the files of a request are to be read."""

DryRun = Annotated[bool, Query(description="Say what would be, and change nothing.")]
