"""`citegraph kge`: the link predictor of the graph."""

from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import Field

from api.cli.kge_comparison import compare
from api.cli.kge_models import DIMENSIONS, EPOCHS, check_model, chosen_settings
from api.cli.kge_suggestions import JUDGEMENTS, judge, suggest
from api.cli.output import note, progress_bar, say, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from kg.kge.training_settings import MODELS
from schemas.value import Value

if TYPE_CHECKING:
    from api.settings import Settings
    from kg.kge.training_settings import TrainingSettings
    from schemas.graph import KgeModel

app = typer.Typer(
    help=(
        "The link predictor: a knowledge-graph embedding of the graph's facts. It orders facts, and guesses which are "
        "missing; its guesses are never cited."
    ),
    no_args_is_help=True,
)

_TRAIN = "train it with `citegraph kge train`"
_MEASURED = ("mrr", "hits_at_1", "hits_at_3", "hits_at_10")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


class KgeStatus(Value):
    """What the link predictor is worth now. `note` says why it is not used, and is empty when it is."""

    trained: bool
    useful: bool = False
    stale: bool = False
    version: int = 0
    model: str = ""
    trained_at: str = ""
    metrics: dict[str, float] = Field(default_factory=dict)
    facts_now: int = 0
    note: str = ""


@app.command("train")
def train(
    *,
    model: Annotated[str, typer.Option(help=f"One of {', '.join(MODELS)}.")] = "RotatE",
    epochs: EPOCHS = None,
    dimensions: DIMENSIONS = None,
    as_json: AsJson = False,
) -> None:
    """Train the link predictor on the facts of the graph and say whether it beats counting.

    It is trained twice: without a tenth of the facts, to measure it on these, and then on all. It is used only where it is
    surely better than counting common ends. `citegraph kge compare` says which model suits your graph.

    Example: citegraph kge train --model ComplEx
    """
    wanted = chosen_settings(check_model(model), epochs, dimensions)
    _show(run_async(_train(read_settings(), wanted)), as_json=as_json)


app.command("compare")(compare)
app.command("suggest")(suggest)
for _name, _help in JUDGEMENTS.items():
    app.command(_name, help=_help)(judge)


@app.command("status")
def status(*, as_json: AsJson = False) -> None:
    """Say whether a link predictor is trained, how good it is, and whether it is used.

    Example: citegraph kge status
    """
    _show(run_async(_status(read_settings())), as_json=as_json)


async def _train(settings: "Settings", wanted: "TrainingSettings") -> KgeStatus:
    from kg.curation.training import train_on_graph

    async with ready_graph(settings) as graph:
        with progress_bar() as on_progress:
            record = await train_on_graph(graph.store, settings.kge_dir, wanted, on_progress=on_progress)
        return _describe(record, graph_version=record.graph_version, facts=int(record.metrics["facts"]))


async def _status(settings: "Settings") -> KgeStatus:
    async with ready_graph(settings) as graph:
        record = await graph.store.reader.trained_models.find_latest()
        facts = (await graph.store.reader.counts()).facts
        if record is None:
            return KgeStatus(trained=False, facts_now=facts, note=f"not trained: {_TRAIN}")
        return _describe(record, graph_version=await graph.store.reader.version(), facts=facts)


def _describe(record: "KgeModel", *, graph_version: int, facts: int) -> KgeStatus:
    from kg.kge.link_predictor import changed_too_much
    from kg.kge.quality import beats_baseline

    useful = beats_baseline(record.metrics)
    stale = changed_too_much(record.graph_version, graph_version, facts)
    note_ = "" if useful else "not used: on facts it had not seen it is not surely better than counting"
    return KgeStatus(
        trained=True,
        useful=useful,
        stale=stale,
        version=record.version,
        model=record.model,
        trained_at=record.trained_at.isoformat(timespec="seconds"),
        metrics=record.metrics,
        facts_now=facts,
        note=f"not used: more than a tenth of the facts changed since; {_TRAIN}" if stale else note_,
    )


def _show(found: KgeStatus, *, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    if not found.trained:
        say(found.note)
        return
    metrics = found.metrics
    say(
        f"{found.model} version {found.version}, trained {found.trained_at} on {metrics['facts']:.0f} facts "
        f"(now {found.facts_now}), {metrics['entities']:.0f} entities, {metrics['relations']:.0f} relation types"
    )
    say(f"measured on {metrics['validation_facts']:.0f} facts it had not seen:")
    rows = [
        (name, *(f"{metrics.get(prefix + key, 0):.3f}" for key in _MEASURED))
        for name, prefix in (("link predictor", ""), ("counting", "baseline_"))
    ]
    say_table(("", "MRR", "hits@1", "hits@3", "hits@10"), rows)
    note(found.note or "in use: the kge channel has its weight")
