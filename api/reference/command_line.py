"""docs/cli.md, made from the help of every command."""

from collections.abc import Iterator

from typer.core import TyperGroup
from typer.main import get_group

from api.cli.program import COMMANDS, app

_HEAD = """# Command line

What `--help` says, for every command. Results go to standard output, everything else to standard error. The exit code is 0
when all was done, 2 when the input or a setting is wrong, 130 after Ctrl-C or SIGTERM, else 1. This page is made from the
code: `make docs` writes it.
"""
_WIDTH = 100


def command_line_page() -> str:
    """The page: the program's own help, then that of each command and of the commands inside it."""
    return _HEAD + "".join(_section(path, text) for path, text in _helps())


def _section(path: str, text: str) -> str:
    return f"\n{'#' * (1 + len(path.split()))} {path}\n\n```text\n{text.rstrip()}\n```\n"


def _helps() -> Iterator[tuple[str, str]]:
    program = get_group(app)
    top = program.make_context(
        "citegraph", [], resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    yield "citegraph", program.get_help(top)
    for name in COMMANDS:
        _, command, _ = program.resolve_command(top, [name])
        if command is None:
            continue
        context = type(top)(command, info_name=name, parent=top)
        yield context.command_path, command.get_help(context)
        for inner, found in command.commands.items() if isinstance(command, TyperGroup) else ():
            below = type(top)(found, info_name=inner, parent=context)
            yield below.command_path, found.get_help(below)
