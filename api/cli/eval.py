"""`citegraph eval`: how well each channel finds the right passages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, progress_bar, say_table
from api.cli.session import run_async
from schemas.errors import InputError

if TYPE_CHECKING:
    from evaluation.methods import EvalReport


def evaluate(
    *,
    data: Annotated[
        Path,
        typer.Option(
            help="Folder with passages.jsonl.gz and, if there is one, openie.jsonl.gz (recorded triples)."
        ),
    ],
    questions: Annotated[
        Path, typer.Option(help="JSON Lines of id, question, supporting_ids; plain or gzipped.")
    ],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write corpus, settings and scores to this file.")
    ] = None,
    recorded: Annotated[
        bool,
        typer.Option(
            help="Use recorded triples where there are any, or extract without a model in any case."
        ),
    ] = True,
) -> None:
    """Measure recall and milliseconds of BM25, of each channel and of their fusion.

    The passages go once into a graph of their own, in a private Neo4j that is started for it; your own graph is not
    touched, and no chat model is asked.

    Example: citegraph eval --data bench/musique --questions bench/musique/questions-dev.jsonl.gz --json scores.json
    """
    found = run_async(_evaluate(data, questions, recorded=recorded))
    if json_file:
        _write(json_file, found)
    names = list(next(iter(found.methods.values())))
    rows = [[method, *(f"{scores[name]:.3f}" for name in names)] for method, scores in found.methods.items()]
    say_table(["method", *names], rows)


async def _evaluate(data: Path, questions: Path, *, recorded: bool) -> "EvalReport":
    from api.evaluation import open_benchmark
    from api.logs import configure_logging
    from evaluation.data import read_questions
    from evaluation.methods import score_methods

    configure_logging("ERROR")
    asked = read_questions(questions)
    with progress_bar() as on_progress:
        async with open_benchmark(data, recorded=recorded, on_progress=on_progress) as benchmark:
            return await score_methods(benchmark, asked, on_progress)


def _write(path: Path, found: "EvalReport") -> None:
    try:
        path.write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}", remedy="Name a file in a folder you may write."
        ) from error
    note(f"written to {path}")
