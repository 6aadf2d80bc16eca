"""`citegraph kge compare`: the models side by side, on facts that were held aside."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.kge_models import DIMENSIONS, EPOCHS, check_model, chosen_settings
from api.cli.output import note, progress_bar, say_json, say_table
from api.cli.session import read_settings, ready_graph, run_async
from kg.kge.training_settings import MODELS
from schemas.value import Value

if TYPE_CHECKING:
    from kg.kge.comparison import Compared, FactSplit
    from kg.kge.training_settings import TrainingSettings

_INTERRUPTED = 130


class Comparison(Value):
    """What the models reached on one split; `finished` is false where Ctrl-C ended it before the last."""

    data: str
    facts: int
    entities: int
    relations: int
    trained_on: int
    asked: int
    finished: bool
    models: "tuple[Compared, ...]"
    settings: "tuple[TrainingSettings, ...]"


def compare(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MODEL]...", help=f"Some of {', '.join(MODELS)}; all by default."),
    ] = None,
    *,
    data: Annotated[
        str,
        typer.Option(
            help="umls, kinships or nations (they come with PyKEEN), or a file with head, relation and tail on each "
            "line, tabs between them. By default the facts of your graph."
        ),
    ] = "",
    epochs: EPOCHS = None,
    dimensions: DIMENSIONS = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Train models on most of the facts, and ask them for the others: which of them, if any, is worth its name here?

    For each fact held aside both ends are asked for, and ranked among all entities, other known facts left out. MRR is the
    mean of 1/rank, hits@k the share of ranks up to k: 1 is best. "counting" proposes the commonest ends of the relation; a
    model that is not surely better, by the last column, knows nothing that counting does not. Nothing is stored; Ctrl-C
    ends it and shows what is measured so far. Then: citegraph kge train --model MODEL

    Example: citegraph kge compare RotatE ComplEx --data umls
    """
    chosen = [chosen_settings(one, epochs, dimensions) for one in map(check_model, models or MODELS)]
    name = data or "your graph"
    split = _split(data)
    found: list[Compared] = []
    finished = False
    try:
        for one in _measure(split, chosen):
            found.append(one)
            note(f"{one.model}: MRR {one.quality.mrr:.3f}, {one.seconds:.1f} s")
        finished = True
    except KeyboardInterrupt:
        note(f"ended by Ctrl-C after {len(found)} of {len(chosen) + 1}")
    _show(_comparison(name, split, found, chosen, finished=finished), as_json=as_json)
    if not finished:
        raise typer.Exit(_INTERRUPTED)


def _split(data: str) -> "FactSplit":
    from kg.kge.comparison import DATASETS, packaged_split, read_triples, split_for_comparison

    if not data:
        return split_for_comparison(run_async(_facts()))
    for name in DATASETS:
        if data.lower() == name:
            return packaged_split(name)
    return split_for_comparison(read_triples(Path(data)))


async def _facts() -> list[tuple[str, str, str]]:
    async with ready_graph(read_settings()) as graph:
        return await graph.store.reader.facts.for_training()


def _measure(split: "FactSplit", chosen: "list[TrainingSettings]") -> "Iterator[Compared]":
    from kg.kge.comparison import compare as compare_models

    with progress_bar() as on_progress:
        yield from compare_models(split, chosen, on_progress)


def _comparison(
    data: str,
    split: "FactSplit",
    found: "list[Compared]",
    chosen: "list[TrainingSettings]",
    *,
    finished: bool,
) -> Comparison:
    from kg.kge.comparison import Compared
    from kg.kge.training_settings import TrainingSettings

    Comparison.model_rebuild(_types_namespace={"Compared": Compared, "TrainingSettings": TrainingSettings})
    return Comparison(
        data=data,
        facts=len(split.facts.triples),
        entities=len(split.facts.entities),
        relations=len(split.facts.relations),
        trained_on=len(split.train),
        asked=len(split.asked),
        finished=finished,
        models=tuple(found),
        settings=tuple(chosen),
    )


def _show(comparison: Comparison, *, as_json: bool) -> None:
    if as_json:
        say_json(comparison)
        return
    note(
        f"{comparison.data}: {comparison.facts} facts, {comparison.entities} entities, {comparison.relations} relation "
        f"types; trained on {comparison.trained_on}, asked for {comparison.asked}"
    )
    rows = [
        (
            one.model,
            f"{one.quality.mrr:.3f}",
            f"{one.quality.hits_at_1:.3f}",
            f"{one.quality.hits_at_3:.3f}",
            f"{one.quality.hits_at_10:.3f}",
            f"{one.seconds:.1f}",
            "" if one.sure_gain is None else f"by {one.sure_gain:.3f}" if one.sure_gain > 0 else "no",
        )
        for one in comparison.models
    ]
    say_table(("model", "MRR", "hits@1", "hits@3", "hits@10", "seconds", "surely above counting"), rows)
