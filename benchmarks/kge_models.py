"""`python -m benchmarks.kge_models`: the eight link predictors and counting on UMLS, as `citegraph kge compare --data umls` has them."""

import argparse
import os
import platform
from collections.abc import Sequence

import numpy as np

from api.cli.kge_models import check_model
from api.cli.output import note, progress_bar
from benchmarks.kge_report import ModelRow, Models, keep
from evaluation.intervals import interval
from kg.kge.comparison import Compared, DatasetName, FactSplit, compare, packaged_split
from kg.kge.training_settings import MODELS, TrainingSettings, default_settings

_DATA: DatasetName = "umls"
_PUBLISHED = {"TransE": 0.70, "RotatE": 0.84, "DistMult": 0.68, "ComplEx": 0.91}


def main() -> None:
    """Train and measure one after another, and write results/kge.json and results/kge.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help=f"some of {', '.join(MODELS)}; by default all")
    chosen = [check_model(name) for name in parser.parse_args().models]
    split = packaged_split(_DATA)
    rows = _measure(split, [default_settings(one) for one in chosen or MODELS])
    found = Models(
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        data=_DATA,
        trained_on=len(split.train),
        asked=len(split.asked),
        rows=tuple(rows),
    )
    print(keep(found))


def _measure(split: FactSplit, settings: Sequence[TrainingSettings]) -> list[ModelRow]:
    by_model: dict[str, TrainingSettings] = {one.model: one for one in settings}
    rows = []
    with progress_bar() as on_progress:
        for found in compare(split, settings, on_progress):
            rows.append(_row(found, by_model.get(found.model)))
            note(f"{found.model}: MRR {found.quality.mrr:.3f}, {found.seconds:.1f} s")
    return rows


def _row(found: Compared, settings: TrainingSettings | None) -> ModelRow:
    # Both ranks of a fact hang together: facts are drawn, not ranks.
    of_facts = (1 / np.array(found.quality.ranks)).reshape(2, -1).mean(axis=0)
    return ModelRow(
        model=found.model,
        mrr=found.quality.mrr,
        mrr_interval=interval(of_facts.tolist()),
        hits_at_1=found.quality.hits_at_1,
        hits_at_3=found.quality.hits_at_3,
        hits_at_10=found.quality.hits_at_10,
        seconds=found.seconds,
        aim=_PUBLISHED.get(found.model),
        settings=settings,
    )


if __name__ == "__main__":
    main()
