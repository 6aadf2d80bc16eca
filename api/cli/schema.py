"""`citegraph schema`: the vocabulary of the graph, read and settled by people."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest import end_with, show_job
from api.cli.output import SHOWN, note, progress_bar, reason, say, say_json, say_table, say_text
from api.cli.remote import Server, find_server
from api.cli.session import read_settings, ready_graph, run_async
from schemas.errors import GraphStoreError, InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from extraction.schema.curator import Which
    from extraction.schema.effect import SchemaEffect
    from extraction.schema.refinement import Refinement
    from schemas.graph_schema import GraphSchema
    from schemas.job import Job

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
def show(*, as_json: AsJson = False) -> None:
    """Print the schema in force.

    Example: citegraph schema show
    """
    _print(run_async(_get(read_settings(), "approved")), as_json=as_json)


@app.command("refine")
def refine(
    *,
    rounds: Annotated[int, typer.Option(min=1, max=9, help="The most rounds.")] = 4,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the rounds; store no draft.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draft the schema afresh from what the first pass found in all documents, and show what each round keeps.

    The first line has every wording as a type of its own. The next brings them to the vocabulary; the others add what the
    vocabulary lacks, first what most chunks state, until a round keeps less than one fact in a hundred more. Nothing is
    read again and no model is asked. The draft waits for you: schema draft > schema.yaml, edit, schema approve.

    Example: citegraph schema refine --dry-run
    """
    refined = run_async(_refine(read_settings(), rounds=rounds, dry_run=dry_run))
    if as_json:
        say_json(refined.schema)
        return
    say_table(
        ("round", "entity types", "relation types", "patterns", "facts kept"),
        [
            (
                one.name,
                str(one.entity_types),
                str(one.relation_types),
                str(one.patterns),
                f"{100 * one.kept:.0f} %",
            )
            for one in refined.rounds
        ],
    )
    for one in refined.rounds:
        for label, sentences in (("gained", one.gained), ("lost", one.lost)):
            for sentence in sentences:
                say(f"{one.name}, {label}: {sentence}")
    if not dry_run:
        say(
            f"version {refined.schema.version} is a draft with {len(refined.schema.relation_types)} relation types: "
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
        _show_effect(run_async(_effect(settings, schema)))
    except GraphStoreError as error:
        if graph:
            raise
        note(f"what it would do to the graph is not known: {error}")


@app.command("approve")
def approve(
    file: Annotated[
        Path | None, typer.Argument(help="An edited schema as YAML; none approves the draft as it is.")
    ] = None,
) -> None:
    """Put the draft, or your edited version of it, in force; jobs that waited for the review go on.

    Example: citegraph schema approve schema.yaml
    """
    settings = read_settings()
    version, jobs = run_async(_approve(settings, _read(file) if file else None))
    say(f"schema version {version} is in force")
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


def _show_effect(effect: "SchemaEffect") -> None:
    say(f"approved, it would be version {effect.version}; {effect.kept} facts stay as they are")
    for each in effect.changed[:SHOWN]:
        say(f"  {each.facts} facts: {each.pattern} becomes {each.becomes}")
    for each in effect.lost[:SHOWN]:
        say(f"  {each.facts} facts go: {each.pattern}")
    more = len(effect.changed[SHOWN:]) + len(effect.lost[SHOWN:])
    if more:
        say(f"  and {more} more patterns: POST /v1/schema/check gives them all")


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


async def _get(settings: "Settings", which: "Which") -> "GraphSchema":
    async with ready_graph(settings) as graph:
        return await graph.schema_curator.get(which)


async def _refine(settings: "Settings", *, rounds: int, dry_run: bool) -> "Refinement":
    from api.jobs.service import open_jobs
    from extraction.ingest import loose_outcomes

    async with ready_graph(settings) as graph, open_jobs(graph) as jobs, jobs.settling:
        return await graph.schema_curator.refine(
            await loose_outcomes(graph.library, jobs.ledger),
            settings=graph.ingest_settings.draft,
            vocabulary=graph.ingest_settings.vocabulary,
            rounds=rounds,
            dry_run=dry_run,
        )


async def _approve(settings: "Settings", edited: "GraphSchema | None") -> tuple[int, "list[Job]"]:
    """The version in force, and the jobs that went on with it to their end."""
    from api.jobs.service import open_jobs

    who = getpass.getuser()
    async with ready_graph(settings) as graph:
        curator = graph.schema_curator
        version = (await (curator.put_draft(edited) if edited else curator.get("draft"))).version
        address = find_server(settings)
        if address:
            await Server(address, settings).approve_schema(version, who)
            note(f"the server at {address} goes on with the jobs that waited; citegraph jobs list shows them")
            return version, []
        async with open_jobs(graph) as jobs:
            approved = await curator.approve(version, jobs, decided_by=who)
            with progress_bar() as on_progress:
                ids = (*approved.applying, *approved.resumed)
                return version, [await jobs.wait(job_id, on_progress) for job_id in ids]


async def _apply(settings: "Settings", *, extract_again: bool, yes: bool) -> "list[Job]":
    """The jobs at their end, or as they are now where a server runs them."""
    from api.jobs.service import open_jobs

    async with ready_graph(settings) as graph:
        address = find_server(settings)
        if address:
            note(f"the server at {address} goes on with it; citegraph jobs list shows how far it is")
            return await Server(address, settings).apply_schema(extract_again=extract_again, confirmed=yes)
        async with open_jobs(graph) as jobs:
            asked = await jobs.extract_again(confirmed=yes) if extract_again else await jobs.apply_schema()
            with progress_bar() as on_progress:
                return [await jobs.wait(job.id, on_progress) for job in asked]
