"""`citegraph schema`: the vocabulary of the graph, read and settled by people."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest import end_with, estimated, show_job
from api.cli.output import note, progress_bar, reason, say, say_json, say_text
from api.cli.remote import Server, find_server
from api.cli.schema_view import show_diff, show_effect, show_merges, show_rounds, show_versions
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import GraphStoreError, InputError

if TYPE_CHECKING:
    from api.jobs.refinement import RefineRequest
    from api.settings import Settings
    from extraction.schema.curator import Which
    from extraction.schema.diff import SchemaDiff
    from extraction.schema.effect import SchemaEffect
    from extraction.schema.refinement import Refinement
    from schemas.graph_schema import GraphSchema, SchemaVersion
    from schemas.job import Job, JobEstimate

app = typer.Typer(
    help=(
        "The graph schema: which types of entities and relations there are, and which may be joined. "
        "With CITEGRAPH_SCHEMA_MODE=review a job waits until you have approved the draft: "
        "draft > schema.yaml, edit, check schema.yaml, approve schema.yaml."
    ),
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")]


@app.command("draft")
def draft(*, as_json: AsJson = False) -> None:
    """Print the draft that waits for approval, with counts and example sentences.

    Example: citegraph schema draft > schema.yaml
    """
    _print(run_async(_get(read_settings(), "draft")), as_json=as_json)


@app.command("show")
def show(
    version: Annotated[
        int | None, typer.Argument(min=1, help="A version; none shows the one in force.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Print the schema in force, or a version.

    Example: citegraph schema show
    """
    _print(run_async(_get(read_settings(), version or "approved")), as_json=as_json)


@app.command("versions")
def versions(*, as_json: AsJson = False) -> None:
    """List the versions of the schema: who made and approved each, when and why, and how many documents are under it.

    Example: citegraph schema versions
    """
    found = run_async(_versions(read_settings()))
    if as_json:
        say_json(found)
        return
    show_versions(found)


@app.command("diff")
def diff(
    before: Annotated[
        int | None, typer.Argument(min=1, help="A version; none: what was in force before the other one.")
    ] = None,
    after: Annotated[
        int | None,
        typer.Argument(min=1, help="A version; none: the draft that waits, else the one in force."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what one version of the schema changes in another.

    Example: citegraph schema diff 1 2
    """
    found = run_async(_diff(read_settings(), before, after))
    if as_json:
        say_json(found)
        return
    show_diff(found)


@app.command("refine")
def refine(
    *,
    rounds: Annotated[int, typer.Option(min=1, max=9, help="The most rounds.")] = 4,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the rounds; store no draft.")] = False,
    ask_model: Annotated[
        bool, typer.Option("--model/--no-model", help="Whether to ask the chat model, where there is one.")
    ] = True,
    yes: Annotated[bool, typer.Option("--yes", help="Ask it, whatever that may need.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draft the schema afresh from what the first pass found in all documents, and show what each round keeps.

    The first line has every wording as a type of its own. The next brings them to the vocabulary; the others add what the
    vocabulary lacks, first what most chunks state, until a round keeps less than one fact in a hundred more. Nothing is
    read again. A chat model that found the facts is asked which relations and types, of those that the vocabulary lacks,
    mean one that it has: you see before what that may need, and after what it took; no answer is asked for twice.
    The draft waits for you: schema draft > schema.yaml, edit, schema approve.

    Example: citegraph schema refine --dry-run
    """
    from api.jobs.refinement import RefineRequest

    request = RefineRequest(rounds, getpass.getuser(), dry_run, ask_model, yes)
    refined = run_async(_refine(read_settings(), request))
    if as_json:
        say_json(refined.refined)
        return
    show_rounds(refined.rounds)
    show_merges(refined)
    if not dry_run:
        say(
            f"version {refined.refined.version} is a draft with {len(refined.refined.relation_types)} relation types: "
            "citegraph schema draft shows it, citegraph schema approve puts it in force"
        )


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A schema as YAML.")],
    *,
    graph: Annotated[
        bool | None,
        typer.Option("--graph/--no-graph", help="Whether to ask the graph; by default when its Neo4j runs."),
    ] = None,
) -> None:
    """Say whether an edited schema is sound, and what approving it would do to the facts in the graph; nothing is stored.

    Example: citegraph schema check schema.yaml
    """
    schema = _read(file)
    say(
        f"sound: {len(schema.entity_types)} entity types, {len(schema.relation_types)} relation types, "
        f"{len(schema.patterns)} patterns"
    )
    settings = read_settings()
    if graph is False or (graph is None and not _may_answer(settings)):
        return
    try:
        show_effect(run_async(_effect(settings, schema)))
    except GraphStoreError as error:
        if graph:
            raise
        note(f"what it would do to the graph is not known: {error}")


@app.command("approve")
def approve(
    file: Annotated[
        Path | None, typer.Argument(help="An edited schema as YAML; none approves the draft as it is.")
    ] = None,
    *,
    by: Annotated[str, typer.Option(help="Who approves it; default: your user name.")] = "",
    reason: Annotated[str, typer.Option(help="Why; kept with the version.")] = "",
) -> None:
    """Put the draft, or your edited version of it, in force; jobs that waited for the review go on.

    Example: citegraph schema approve schema.yaml --reason "OWN and POSSESS are one"
    """
    settings = read_settings()
    edited = _read(file) if file else None
    approved, jobs = run_async(_approve(settings, edited, decided_by=by or getpass.getuser(), reason=reason))
    state = (
        "is in force" if approved.status == "approved" else "is approved, and in force when the job has ended"
    )
    say(f"schema version {approved.version} {state}")
    for job in jobs:
        show_job(job)
    end_with(jobs)


@app.command("apply")
def apply(
    *,
    extract_again: Annotated[
        bool, typer.Option("--extract-again", help="Read the texts again, with the extractor.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Start it whatever its estimate says.")] = False,
) -> None:
    """Bring the documents that were read under another schema under the one in force; no model is asked.

    An approval does this by itself. After schemas that were approved by rule (CITEGRAPH_SCHEMA_MODE=auto) it brings
    in what was too rare when a document was read. Documents are replaced one by one; after an interruption the same
    command goes on. With --extract-again the texts are read again; with a chat model that waits until you have seen
    what it may need.

    Example: citegraph schema apply
    """
    jobs = run_async(_apply(read_settings(), extract_again=extract_again, yes=yes))
    if not jobs:
        say("all documents are under the schema in force")
    for job in jobs:
        show_job(job)
    end_with(jobs)


def _may_answer(settings: "Settings") -> bool:
    """Whether there is a Neo4j to ask without starting one."""
    from api.local_server import local_server

    return bool(settings.neo4j_uri) or local_server(settings).find_address() is not None


async def _effect(settings: "Settings", schema: "GraphSchema") -> "SchemaEffect":
    async with ready_graph(settings) as graph:
        return await graph.schema_curator.check(schema)


def _print(schema: "GraphSchema", *, as_json: bool) -> None:
    from extraction.schema.yaml_file import to_yaml

    if as_json:
        say_json(schema)
    else:
        say_text(to_yaml(schema).rstrip())


def _read(file: Path) -> "GraphSchema":
    from extraction.schema.yaml_file import from_yaml

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file} cannot be read: {reason(error)}", remedy="Give a YAML file in UTF-8."
        ) from error
    return from_yaml(text)


async def _get(settings: "Settings", which: "Which | int") -> "GraphSchema":
    async with ready_graph(settings) as graph:
        curator = graph.schema_curator
        return await (curator.get_version(which) if isinstance(which, int) else curator.get(which))


async def _versions(settings: "Settings") -> "list[SchemaVersion]":
    async with ready_graph(settings) as graph:
        return await graph.schema_curator.versions()


async def _diff(settings: "Settings", before: int | None, after: int | None) -> "SchemaDiff":
    async with ready_graph(settings) as graph:
        return await graph.schema_curator.diff(before, after)


async def _refine(settings: "Settings", request: "RefineRequest") -> "Refinement":
    from api.jobs.opening import open_jobs
    from api.jobs.refinement import refine

    address = find_server(settings)
    if address:
        return await Server(address, settings).refine_schema(request)
    async with ready_graph(settings) as graph, open_jobs(graph) as jobs:
        return await refine(graph, jobs, request, on_estimate=_note_estimate)


def _note_estimate(estimate: "JobEstimate") -> None:
    if estimate.model_calls:
        note(f"the chat model is asked: at most {estimated(estimate)}")


async def _approve(
    settings: "Settings", edited: "GraphSchema | None", *, decided_by: str, reason: str
) -> "tuple[GraphSchema, list[Job]]":
    """The version, in force unless a server has to bring it about, and the jobs that went on with it to their end."""
    from api.jobs.opening import open_jobs

    async with ready_graph(settings) as graph:
        curator = graph.schema_curator
        draft = await (curator.put_draft(edited, made_by=decided_by) if edited else curator.get("draft"))
        version = draft.version
        address = find_server(settings)
        if address:
            found = await Server(address, settings).approve_schema(
                version, decided_by=decided_by, reason=reason
            )
            note(f"the server at {address} goes on with the jobs that waited; citegraph jobs list shows them")
            return found, []
        async with open_jobs(graph) as jobs:
            approved = await curator.approve(version, jobs, decided_by=decided_by, reason=reason)
            with progress_bar() as on_progress:
                ids = (*approved.applying, *approved.resumed)
                ended = [await jobs.wait(job_id, on_progress) for job_id in ids]
            return await curator.get_version(version), ended


async def _apply(settings: "Settings", *, extract_again: bool, yes: bool) -> "list[Job]":
    """The jobs at their end, or as they are now where a server runs them."""
    from api.jobs.opening import open_jobs

    async with ready_graph(settings) as graph:
        address = find_server(settings)
        if address:
            note(f"the server at {address} goes on with it; citegraph jobs list shows how far it is")
            return await Server(address, settings).apply_schema(extract_again=extract_again, confirmed=yes)
        async with open_jobs(graph) as jobs:
            asked = await jobs.extract_again(confirmed=yes) if extract_again else await jobs.apply_schema()
            with progress_bar() as on_progress:
                return [await jobs.wait(job.id, on_progress) for job in asked]
