"""`citegraph neo4j`: the private Neo4j server."""

import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, progress_bar, say, say_json
from api.cli.session import read_settings, run_async
from schemas.errors import ConflictError, InputError, NotFoundError
from schemas.value import Value

if TYPE_CHECKING:
    from api.settings import Settings
    from kg.server.address import Neo4jStatus
    from kg.server.local_neo4j import LocalNeo4j

app = typer.Typer(help="Start, stop and look at the private Neo4j server.", no_args_is_help=True)

Name = Annotated[str | None, typer.Option("--name", help="Name of the server. [default: that of the graph]")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
All = Annotated[bool, typer.Option("--all", help="Every server of this data folder.")]


class BrowserLogin(Value):
    """What a person needs to log in to Neo4j Browser; `password` only when it was asked for."""

    url: str
    user: str
    password_file: str
    password: str | None = None


@app.command()
def start(*, name: Name = None, as_json: AsJson = False) -> None:
    """Start the server; it goes on in the background.

    Returns when the server answers. The first start fetches Neo4j (about 130 MB); later ones need no network.

    Example: citegraph neo4j start
    """
    server = _private(read_settings(), name, "started")
    with progress_bar() as on_progress:
        address = run_async(server.start(on_progress=on_progress))
    if as_json:
        say_json(server.status())
        return
    say(f"Neo4j {'runs already' if address.already_running else 'runs'} at {address.uri}")
    say(f"Neo4j Browser: {address.browser_url} (the password: citegraph neo4j browser --show-password)")


@app.command()
def fetch() -> None:
    """Fetch what a start needs, without starting.

    Afterwards no network is needed.

    Example: citegraph neo4j fetch
    """
    from api.local_server import local_server

    with progress_bar() as on_progress:
        run_async(local_server(read_settings()).fetch(on_progress=on_progress))


@app.command()
def stop(*, name: Name = None, every: All = False) -> None:
    """Stop the server; its graph stays.

    Example: citegraph neo4j stop
    """
    settings = read_settings()
    for server in _all(settings) if every else [_private(settings, name, "stopped")]:
        stopped = run_async(server.stop())
        say(f"Neo4j {server.name!r} {'stopped' if stopped else 'was not running'}")


@app.command()
def status(*, name: Name = None, every: All = False, as_json: AsJson = False) -> None:
    """Say whether the server runs, where, and what it takes.

    Example: citegraph neo4j status --json
    """
    settings = read_settings()
    if every:
        found = [server.status() for server in _all(settings)]
    else:
        found = [_private(settings, name, "managed").status()]
    if as_json:
        say_json(found if every else found[0])
        return
    for one in found:
        say(_described(one))


@app.command()
def browser(
    *,
    name: Name = None,
    show_password: Annotated[bool, typer.Option("--show-password", help="Print the password too.")] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in your web browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say how to look at the graph in Neo4j Browser.

    Example: citegraph neo4j browser --show-password
    """
    server = _private(read_settings(), name, "managed")
    address = server.find_address()
    if address is None:
        raise ConflictError(
            f"the Neo4j server {server.name!r} is not running", remedy="Start it: citegraph neo4j start"
        )
    password = address.password.get_secret_value() if show_password else None
    login = BrowserLogin(
        url=address.browser_url,
        user=address.user,
        password_file=str(server.password_file),
        password=password,
    )
    if as_json:
        say_json(login)
    else:
        say(f"address:  {login.url}")
        say(f"user:     {login.user}")
        say(f"password: {password or f'--show-password prints it; it is kept in {login.password_file}'}")
    if open_it and not webbrowser.open(login.url):
        note("no web browser could be opened here: open the address yourself")


@app.command()
def wipe(
    *,
    name: Name = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete the server with its whole graph.

    Its password and logs go too; jobs and original documents stay.

    Example: citegraph neo4j wipe --name scratch --yes
    """
    server = _private(read_settings(), name, "wiped")
    if not server.exists:
        raise NotFoundError(
            f"there is no Neo4j server {server.name!r} here",
            remedy="See which there are: citegraph neo4j status --all",
        )
    if not yes:
        typer.confirm(f"Delete the graph of the server {server.name!r} for good?", abort=True, err=True)
    run_async(server.wipe())
    say(f"Neo4j {server.name!r} is gone, with its graph")


def _private(settings: "Settings", name: str | None, done: str) -> "LocalNeo4j":
    """The private server; one that is given by address is not ours to start or end."""
    if settings.neo4j_uri and name is None:
        raise InputError(
            f"Neo4j is given by NEO4J_URI ({settings.neo4j_uri}): it is used as it is, and never {done} from here",
            remedy="Unset NEO4J_URI to use a private server, or name one with --name.",
        )
    from api.local_server import local_server

    return local_server(settings, name)


def _all(settings: "Settings") -> "list[LocalNeo4j]":
    from api.local_server import all_local_servers

    return all_local_servers(settings)


def _described(status: "Neo4jStatus") -> str:
    if not status.running:
        return f"Neo4j {status.name!r}: not running"
    return (
        f"Neo4j {status.name!r}: running at {status.uri}, Browser at {status.http_url},"
        f" process {status.pid}, {status.memory_mb} MB of memory"
    )
