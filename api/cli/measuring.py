"""What `citegraph eval` and `citegraph dataset` share: options, the graph that is asked, files that are written."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note
from schemas.errors import ConfigError, InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from evaluation.benchmark import Benchmark
    from schemas.ports import Progress

Data = Annotated[
    Path | None,
    typer.Option(
        help="Folder of documents, or of passages.jsonl.gz and perhaps openie.jsonl.gz (recorded triples). "
        "It goes into a graph of its own.",
        show_default="the graph in use, as it is",
    ),
]
Judges = Annotated[
    Path | None,
    typer.Option(
        help="YAML list of an odd number of chat models that vote on each answer.",
        show_default="exact rules",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask chat models, whatever that may need.")]


def require_model(settings: "Settings") -> None:
    """Refuse to go on without a chat model.

    Raises:
        ConfigError: none is configured.
    """
    if not settings.has_chat_model:
        raise no_model()


def no_model() -> ConfigError:
    """What to say where a chat model is wanted and there is none."""
    return ConfigError("no chat model is configured", remedy="Set OPENAI_BASE_URL or OPENAI_API_KEY.")


def opened(
    settings: "Settings",
    data: Path | None,
    on_progress: "Progress",
    *,
    model: bool = False,
    recorded: bool = True,
) -> "AbstractAsyncContextManager[Benchmark]":
    """The folder in a graph of its own, or the graph in use as it is."""
    from api.evaluation import open_benchmark, open_graph_in_use

    if data is None:
        return open_graph_in_use(settings, on_progress, model=model)
    return open_benchmark(data, recorded=recorded, on_progress=on_progress, model=model)


def write_text(path: Path, text: str) -> None:
    """Write the file, and say so.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}", remedy="Name a file in a folder you may write."
        ) from error
    note(f"written to {path}")
