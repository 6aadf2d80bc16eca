"""`citegraph demo`: the example documents in, the example questions answered."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ask import show_answer
from api.cli.ingest import show_job, show_unrelated, unrelated_in
from api.cli.output import progress_bar, reason, say
from api.cli.schema_view import show_rounds
from api.cli.session import read_settings, ready_graph, run_async
from evaluation.answer_scores import folded
from schemas.errors import ConfigError
from schemas.value import Value

if TYPE_CHECKING:
    from api.bootstrap import GraphServices
    from api.jobs.service import Jobs
    from api.settings import Settings
    from schemas.graph_schema import RelationType
    from schemas.job import Job
    from schemas.retrieval import Answer

_GRAPH = "demo"
_ROUNDS, _SHOWN, _WORDINGS = 4, 5, 6
_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class ExampleQuestion(Value):
    """A question whose answer is known; `answers` are accepted strings, `documents` the files that prove it."""

    id: str
    question: str
    answers: tuple[str, ...]
    documents: tuple[str, ...]
    kind: str
    language: str


@dataclass(frozen=True)
class _Asked:
    question: ExampleQuestion
    answer: "Answer"

    @property
    def right(self) -> bool:
        """Whether the answer holds an accepted string; for an unanswerable question, that it was refused."""
        if not self.question.answers:
            return not self.answer.found
        return any(folded(accepted) in folded(self.answer.text) for accepted in self.question.answers)

    @property
    def proven(self) -> bool:
        """Whether a citation is in one of the documents that prove the answer."""
        cited = {Path(citation.source.partition("#")[0]).name for citation in self.answer.citations}
        return bool(cited & set(self.question.documents))


def demo(
    examples: Annotated[
        Path,
        typer.Option(help="Folder with documents/ and questions.jsonl.", show_default="that of the checkout"),
    ] = _EXAMPLES,
) -> None:
    """Build the example graph and answer the example questions; Neo4j goes on running so that you can look around.

    Example: citegraph demo
    """
    questions = read_questions(examples / "questions.jsonl")
    settings = demo_settings(read_settings())
    with _leaving_nothing_behind(settings):
        run_async(_demo(settings, sorted((examples / "documents").iterdir()), questions))
    _show_where_next(settings)


def demo_settings(given: "Settings") -> "Settings":
    """The given settings where they name a Neo4j, else those of a graph apart, its jobs apart too."""
    from api.settings import load_settings

    return given if given.neo4j_uri else load_settings(graph=_GRAPH, jobs_url=None)


@contextmanager
def _leaving_nothing_behind(settings: "Settings") -> Iterator[None]:
    """A demo that does not come to its end stops the Neo4j that it started; what it built stays."""
    from api.local_server import local_server

    server = local_server(settings)
    ours = not settings.neo4j_uri and not server.status().running
    try:
        yield
    except BaseException:
        if ours:
            run_async(server.stop())
        raise


def read_questions(file: Path) -> list[ExampleQuestion]:
    """The questions in the file, one JSON object a line.

    Raises:
        ConfigError: the file is missing or not of this form.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
        return [ExampleQuestion.model_validate(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"the example questions {file} cannot be read: {reason(error)}",
            remedy="run the demo from a checkout, or name its examples folder with --examples",
        ) from error


async def _demo(settings: "Settings", files: Sequence[Path], questions: Sequence[ExampleQuestion]) -> None:
    from api.jobs.opening import open_jobs
    from retrieval.question.analysis import check_question

    max_chars = settings.retrieval.max_question_chars
    async with ready_graph(settings) as graph, open_jobs(graph) as jobs:
        job = await _ingest(jobs, files)
        show_job(job)
        show_unrelated(await unrelated_in(graph, [job]))
        await _show_schema(graph)
        await _show_rounds(graph, jobs)
        asked = []
        for question in questions:
            answer = await graph.answerer.answer(check_question(question.question, max_chars=max_chars))
            asked.append(_Asked(question, answer))
            _show(asked[-1])
    _show_score(asked)


async def _ingest(jobs: "Jobs", files: Sequence[Path]) -> "Job":
    from api.jobs.service import Upload

    with progress_bar() as on_progress:
        job = await jobs.submit([Upload(name=file.name, content=file.read_bytes()) for file in files])
        return await jobs.wait(job.id, on_progress)


async def _show_schema(graph: "GraphServices") -> None:
    schema = await graph.store.reader.schemas.find_approved()
    if schema is not None:
        say(
            f"graph schema v{schema.version}, approved by rule: {len(schema.entity_types)} entity types, "
            f"{len(schema.relation_types)} relation types, {len(schema.patterns)} patterns"
        )


async def _show_rounds(graph: "GraphServices", jobs: "Jobs") -> None:
    """How the vocabulary came about; no model is asked, and no draft stored."""
    from api.jobs.refinement import RefineRequest, refine

    request = RefineRequest(_ROUNDS, "demo", dry_run=True, ask_model=False)
    found = await refine(graph, jobs, request)
    show_rounds([one.model_copy(update={"gained": (), "lost": ()}) for one in found.rounds])
    widest = sorted(found.refined.relation_types, key=_wordings, reverse=True)[:_SHOWN]
    for kind in widest:
        say(f"  {kind.name}: {', '.join((*kind.merged_from, *kind.inverted_from)[:_WORDINGS])}")


def _wordings(kind: "RelationType") -> int:
    return len(kind.taken_over)


def _show(asked: _Asked) -> None:
    say()
    say(f"── {asked.question.question}")
    show_answer(asked.answer)


def _show_score(asked: Sequence[_Asked]) -> None:
    answerable = [one for one in asked if one.question.answers]
    say()
    say(
        f"score: {sum(one.right for one in asked)} of {len(asked)} questions answered as expected, "
        f"{sum(one.proven for one in answerable)} of {len(answerable)} cited from a document that proves it"
    )
    for one in asked:
        if not one.right:
            say(f"  not as expected: {one.question.question}")


def _show_where_next(settings: "Settings") -> None:
    command = (
        "CITEGRAPH_GRAPH=demo .venv/bin/citegraph" if settings.graph == _GRAPH else ".venv/bin/citegraph"
    )
    say()
    say("where to look next:")
    say(
        f"  the graph in Neo4j Browser:  {command} neo4j browser   (its address, user and where the password is)"
    )
    say(f'  a question of your own:      {command} ask "Who …?"')
    say(f"  the web page and the API:    {command} serve   then http://127.0.0.1:{settings.port}, and /docs")
    say("  stop Neo4j: make stop    remove everything: make clean")
