"""`citegraph conversations`: what was asked one after another."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.cli.output import say, say_json, say_table, say_text
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from api.conversations.table import ConversationTable

T = TypeVar("T")
app = typer.Typer(help="Look at what was asked in conversations, and forget it.", no_args_is_help=True)
ConversationName = Annotated[
    str, typer.Argument(help="Name of the conversation, as `conversations list` shows it.")
]


@app.command("list")
def list_conversations(
    *,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many of those that went on last.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the conversations, that which went on last first.

    Example: citegraph conversations list --limit 5
    """
    found = _run(lambda table: table.newest(limit))
    if as_json:
        say_json(found)
        return
    rows = [(one.id, str(one.turns), f"{one.last_at:%Y-%m-%d %H:%M}", one.first_question) for one in found]
    say_table(("conversation", "turns", "last", "first question"), rows)


@app.command("show")
def show(
    name: ConversationName,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the questions and answers of a conversation.

    Example: citegraph conversations show ada-1
    """
    conversation = _run(lambda table: table.get(name))
    if as_json:
        say_json(conversation)
        return
    for turn in conversation.turns:
        say_text(f"? {turn.question}")
        if turn.read_as != turn.question:
            say(f"  (read as “{turn.read_as}”)")
        say_text(f"  {turn.answer}")


@app.command("delete")
def delete(name: ConversationName) -> None:
    """Forget a conversation.

    Example: citegraph conversations delete ada-1
    """
    _run(lambda table: table.delete(name))
    say(f"the conversation {name} is forgotten")


def _run(work: "Callable[[ConversationTable], Awaitable[T]]") -> T:
    return run_async(_with_table(work))


async def _with_table(work: "Callable[[ConversationTable], Awaitable[T]]") -> T:
    from api.conversations.service import open_conversation_table
    from api.jobs.database import prepare_job_database

    settings = read_settings()
    await prepare_job_database(settings)
    with open_conversation_table(settings) as table:
        return await work(table)
