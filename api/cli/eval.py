"""`citegraph eval`: how well passages are found and questions answered."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ask import CHANNELS, checked_channel
from api.cli.eval_run import EvalRun
from api.cli.eval_view import show_comparison, show_report
from api.cli.measuring import Data, Judges, Yes, require_model, write_text
from api.cli.output import note, say_json
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from evaluation.methods import EvalReport

EXIT_LOSS = 3
"""The run is worse than the saved one, by more than chance explains."""

Questions = Annotated[
    Path, typer.Option(help="JSON Lines of questions and what is known of their answers; plain or gzipped.")
]
ChannelsUsed = Annotated[
    list[str] | None,
    typer.Option(
        parser=checked_channel,
        metavar=f"[{'|'.join(CHANNELS)}]",
        help="Use this channel only; may be given several times.",
    ),
]
Answers = Annotated[
    bool, typer.Option(help="Answer the questions that say what a right answer is, or find passages only.")
]
Model = Annotated[
    bool,
    typer.Option(
        "--model", help="Let the configured chat model answer, not only the documents' own sentences."
    ),
]
Compare = Annotated[
    Path | None,
    typer.Option(help=f"A run saved by --json to compare with; a significant loss ends with {EXIT_LOSS}."),
]
JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json", help="Write the run with all its values to this file; - prints it instead of tables."
    ),
]
Recorded = Annotated[
    bool,
    typer.Option(help="Use recorded triples where there are any, or extract without a model in any case."),
]


def evaluate(  # noqa: PLR0913  the user's options
    *,
    questions: Questions,
    data: Data = None,
    channel: ChannelsUsed = None,
    answers: Answers = True,
    model: Model = False,
    judges: Judges = None,
    compare: Compare = None,
    json_file: JsonFile = None,
    recorded: Recorded = True,
    yes: Yes = False,
) -> None:
    """Measure how well passages are found, by each channel and by all, and whether the answers are right and proven.

    Without --data the graph in use is asked and left as it is. With it, the folder goes once into a graph of its own, in a
    private Neo4j that is started for it, without a chat model. The last 20 runs are kept for the web page.

    Example: citegraph eval --data notes/ --questions questions.jsonl --json run.json
    """
    from api.judges import read_judges
    from evaluation.comparison import read_report
    from evaluation.data import read_questions

    settings = read_settings()
    asked = read_questions(questions)
    saved = read_report(compare) if compare else None
    panel = tuple(read_judges(judges)) if judges else ()
    if model:
        require_model(settings)
    answering = tuple(one for one in asked if one.has_answer or model) if answers else ()
    run = EvalRun(settings, data, tuple(channel or ()) or None, answering, panel, model, recorded)
    run.agree(yes=yes)
    report = run_async(run.measure(asked))
    _keep(report, settings.evaluations_dir)
    _show(report, saved, json_file)


def _keep(report: "EvalReport", folder: Path) -> None:
    """Keep the run for the service; what was measured is shown though it cannot be kept."""
    from evaluation.kept_reports import KeptReports

    try:
        KeptReports(folder).keep(report, datetime.now(UTC))
    except OSError as error:
        note(f"the run was not kept in {folder}: {error.strerror}")


def _show(report: "EvalReport", saved: "EvalReport | None", json_file: Path | None) -> None:
    """Print or write the run; a significant loss against the saved one ends the program."""
    from evaluation.comparison import compare

    printed = str(json_file) == "-"
    if json_file and not printed:
        write_text(json_file, report.model_dump_json(indent=2) + "\n")
    if printed:
        say_json(report)
    else:
        show_report(report)
    if saved is None:
        return
    difference = compare(saved, report)
    show_comparison(difference, to_stderr=printed)
    if difference.losses:
        raise typer.Exit(EXIT_LOSS)
