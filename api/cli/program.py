"""The program: its commands, and what becomes of an error."""

import importlib
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from api.cli.output import EXIT_BACKEND, note, show_error
from schemas.errors import CiteGraphError, InputError

_INTERRUPTED = 130
_ASKING = "Documents and questions"
_CARING = "Looking after the graph"
_RUNNING = "Running and measuring"


@dataclass(frozen=True)
class Command:
    """A command: where its function or group is, and its line in the help."""

    module: str
    attribute: str
    help: str
    panel: str


COMMANDS: dict[str, Command] = {
    "demo": Command("demo", "demo", "Build the example graph and answer the example questions.", _ASKING),
    "ingest": Command("ingest", "ingest", "Read documents into the graph.", _ASKING),
    "ask": Command("ask", "ask", "Answer a question, with the sentences that prove it.", _ASKING),
    "recommend": Command(
        "recommend", "recommend", "Recommend records, with their own words as the reason.", _ASKING
    ),
    "conversations": Command(
        "conversations", "app", "Look at what was asked in conversations, and forget it.", _ASKING
    ),
    "documents": Command("documents", "app", "List the documents, and take some out.", _ASKING),
    "jobs": Command("jobs", "app", "What became of the ingests; try again what failed.", _ASKING),
    "schema": Command("schema", "app", "The graph's vocabulary: draft, check, approve.", _CARING),
    "entities": Command(
        "entities", "app", "Look at entities, say which are one or two, take it back.", _CARING
    ),
    "facts": Command("facts", "app", "Look at facts, say which are not true, take it back.", _CARING),
    "chunks": Command("chunks", "chunks", "Show how a document is split, strategies side by side.", _CARING),
    "kge": Command(
        "kge", "app", "Train and compare link predictors; look at the facts they suggest.", _CARING
    ),
    "keys": Command("keys", "app", "Make, list and revoke keys of the API.", _RUNNING),
    "ocr": Command("ocr", "app", "Compare the engines that recognise text in scans.", _RUNNING),
    "export": Command("transfer", "export_command", "Write the whole graph into a file.", _RUNNING),
    "import": Command("transfer", "import_command", "Read such a file into an empty graph.", _RUNNING),
    "bulk": Command(
        "bulk",
        "bulk_command",
        "Fill an empty graph by Neo4j's importer with all that was ingested.",
        _RUNNING,
    ),
    "neo4j": Command("neo4j", "app", "Start, stop and look at the private Neo4j.", _RUNNING),
    "serve": Command("serve", "serve", "Serve the HTTP API.", _RUNNING),
    "worker": Command("worker", "worker", "Run the jobs, without the HTTP API.", _RUNNING),
    "mcp": Command("mcp", "mcp", "Offer the graph as tools to an MCP client.", _RUNNING),
    "eval": Command(
        "eval", "evaluate", "Measure how well passages are found and questions answered.", _RUNNING
    ),
    "dataset": Command("dataset", "app", "Make question sets from your documents.", _RUNNING),
    "doctor": Command(
        "doctor", "doctor", "What is configured, reachable, missing; what leaves the machine.", _RUNNING
    ),
}


class _Program(TyperGroup):
    """Imports a command when it is called, so that `--help` and each command start at once."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # passed on as they come
        for name, command in COMMANDS.items():
            self.add_command(TyperCommand(name, help=command.help))

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def]  # its types are private to Typer
        name, _, rest = super().resolve_command(ctx, args)
        return name, _load(str(name)), rest

    def format_commands(self, _ctx, formatter) -> None:  # type: ignore[no-untyped-def]  # its types are private to Typer
        for panel in (_ASKING, _CARING, _RUNNING):
            with formatter.section(panel):
                formatter.write_dl(
                    [(name, command.help) for name, command in COMMANDS.items() if command.panel == panel]
                )


def _load(name: str) -> Callable[..., object]:
    """The real command, which is in a module of its own."""
    command = COMMANDS[name]
    found = getattr(importlib.import_module(f"api.cli.{command.module}"), command.attribute)
    holder = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.callback()(_nothing)
        holder.command(name)(found)
    return get_group(holder).commands[name]


def _nothing() -> None:
    """Make a group of the holder, which it is not with a single command."""


app = typer.Typer(
    name="citegraph",
    cls=_Program,
    help="Turn documents into a Neo4j graph, and ask it questions that are answered with the proof.\n\n"
    'Start with: citegraph ingest notes/ and then: citegraph ask "Who founded the institute?"',
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from api.version import program_version

        typer.echo(f"citegraph {program_version()}")
        raise typer.Exit


@app.callback()
def _program(
    *,
    version: bool = typer.Option(
        False, "--version", help="Print the version and end.", callback=_show_version, is_eager=True
    ),
) -> None:
    """Hold the options of the whole program."""


def _check_arguments(arguments: Sequence[str]) -> None:
    """Refuse bytes that are no text, once for all commands: no name, id or question could be stored with them."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"the argument {argument!a} is not UTF-8", remedy="Write it, or rename the file, in UTF-8."
            ) from error


def _wants_traceback() -> bool:
    """Whether CITEGRAPH_DEBUG is on; no where the settings cannot be read, which is an error of its own."""
    from api.settings import load_settings

    try:
        return load_settings().debug
    except CiteGraphError:
        return False


def run() -> None:
    """Run the command line and end the process.

    The exit code is 0 when all was done, 2 when the input or a setting is wrong, 130 after Ctrl-C or SIGTERM, else 1.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _check_arguments(sys.argv[1:])
        app(prog_name="citegraph")
    except CiteGraphError as error:
        if _wants_traceback():
            raise
        sys.exit(show_error(error))
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            note("interrupted: what was stored stays, and the same command goes on from there")
        raise
    except Exception as error:  # the top of the program: no command ends in a traceback
        if _wants_traceback():
            raise
        said = " ".join(str(error).split())[:300]
        note(f"unexpected error: {type(error).__name__}: {said}")
        note("remedy: run it again with CITEGRAPH_DEBUG=1 to see where, and report it")
        sys.exit(EXIT_BACKEND)
