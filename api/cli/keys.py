"""`citegraph keys`: who may call the API, and what."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.cli.output import note, say, say_json, say_table
from api.cli.session import read_settings, run_async
from schemas.api_key import KEY_SCOPES

if TYPE_CHECKING:
    from api.keys.table import ApiKeyTable
    from schemas.api_key import ApiKey

T = TypeVar("T")
app = typer.Typer(
    help="Make, list and revoke keys of the API; a running server knows at once.", no_args_is_help=True
)


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Who gets the key; the log of changes names it.")],
    *,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            metavar=f"[{'|'.join(KEY_SCOPES)}]",
            help="What it opens: questions and looking; documents and jobs; vocabulary, entities and facts; all. "
            "May be given several times; without it: read.",
        ),
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="For how many days it opens.")] = None,
    per_minute: Annotated[
        int | None, typer.Option(min=1, help="How many calls a minute it may make.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a key and print its secret, which is shown this once.

    Example: citegraph keys create "the reading room" --scope read --days 90 --per-minute 60
    """
    from pydantic import ValidationError

    from schemas.api_key import KeyRequest
    from schemas.errors import InputError

    expires_at = None if days is None else datetime.now(UTC) + timedelta(days=days)
    try:
        wished = KeyRequest.model_validate(
            {"name": name, "scopes": scope or ["read"], "expires_at": expires_at, "per_minute": per_minute}
        )
    except ValidationError as error:
        raise InputError(
            f"there is no such key: {error.errors()[0]['msg']}",
            remedy=f"Scopes are {', '.join(KEY_SCOPES)}; a name begins with a letter or digit.",
        ) from error
    made = _run(lambda table: table.make(wished))
    if read_settings().api_key is None:
        note("CITEGRAPH_API_KEY is not set: the server takes calls of this machine only, and asks for no key")
    if as_json:
        say_json(made)
    else:
        say(f"{made.secret}")
        note(f"key {made.id} for {made.name}: keep the secret, it is not shown again")


@app.command("list")
def list_keys(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the keys that were made, the latest first.

    Example: citegraph keys list
    """
    found = _run(lambda table: table.all())
    if as_json:
        say_json(found)
        return
    rows = [
        (
            one.id,
            one.name,
            ", ".join(one.scopes),
            str(one.per_minute or ""),
            f"{one.made_at:%Y-%m-%d}",
            _state(one),
        )
        for one in found
    ]
    say_table(("key", "name", "opens", "per minute", "made", "state"), rows)


@app.command("revoke")
def revoke(key: Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.")]) -> None:
    """Let a key open nothing from now on.

    Example: citegraph keys revoke 5f2c9a1e
    """
    revoked = _run(lambda table: table.revoke(key))
    say(f"the key {revoked.id} for {revoked.name} opens nothing any more")


def _state(key: "ApiKey") -> str:
    if key.revoked_at:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if key.expires_at is None:
        return "opens"
    is_over = key.expires_at <= datetime.now(UTC)
    return f"{'ended' if is_over else 'opens until'} {key.expires_at:%Y-%m-%d}"


def _run(work: "Callable[[ApiKeyTable], Awaitable[T]]") -> T:
    return run_async(_with_table(work))


async def _with_table(work: "Callable[[ApiKeyTable], Awaitable[T]]") -> T:
    from api.jobs.database import prepare_job_database
    from api.keys.table import open_key_table

    settings = read_settings()
    await prepare_job_database(settings)
    with open_key_table(settings) as table:
        return await work(table)
