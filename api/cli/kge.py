"""`citegraph kge`: the link predictor of the graph."""

from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import Field

from api.cli.output import note, progress_bar, say, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from schemas.value import Value

if TYPE_CHECKING:
    from api.settings import Settings
    from schemas.graph import KgeModel

app = typer.Typer(
    help="The link predictor: a knowledge-graph embedding (RotatE) of the graph's facts. Its guesses are never cited.",
    no_args_is_help=True,
)

_TRAIN = "train it with `citegraph kge train`"

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
    epochs: Annotated[int, typer.Option(min=1, max=10_000, help="Rounds over the facts.")] = 100,
    dimensions: Annotated[int, typer.Option(min=4, max=1_000, help="Length of a vector.")] = 32,
    as_json: AsJson = False,
) -> None:
    """Train the link predictor on the facts of the graph and say whether it beats counting.

    Example: citegraph kge train
    """
    _show(run_async(_train(read_settings(), epochs=epochs, dimensions=dimensions)), as_json=as_json)


@app.command("status")
def status(*, as_json: AsJson = False) -> None:
    """Say whether a link predictor is trained, how good it is, and whether it is used.

    Example: citegraph kge status
    """
    _show(run_async(_status(read_settings())), as_json=as_json)


async def _train(settings: "Settings", *, epochs: int, dimensions: int) -> KgeStatus:
    from kg.curation.training import train_on_graph
    from kg.kge.training_settings import TrainingSettings

    async with ready_graph(settings) as graph:
        wanted = TrainingSettings(epochs=epochs, dimensions=dimensions)
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
    from kg.kge.link_predictor import beats_baseline, changed_too_much

    useful = beats_baseline(record.metrics)
    stale = changed_too_much(record.graph_version, graph_version, facts)
    note_ = "" if useful else "not used: on facts it had not seen it is no better than counting common tails"
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
        (name, f"{metrics[f'{prefix}mrr']:.3f}", f"{metrics[f'{prefix}hits_at_10']:.3f}")
        for name, prefix in (("link predictor", ""), ("counting common tails", "baseline_"))
    ]
    say_table(("", "MRR", "hits@10"), rows)
    note(found.note or "in use: the kge channel has its weight")
