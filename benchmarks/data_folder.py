"""Where the data of the benchmarks stands; it is not part of the repository."""

import os
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"
VARIABLE = "CITEGRAPH_BENCH_DATA"
_REPOSITORY = Path(__file__).resolve().parent.parent


def data_folder(name: str) -> Path:
    """The data set's folder, in the folder that CITEGRAPH_BENCH_DATA names (default: shared/data beside the repository).

    It may not exist.
    """
    return Path(os.environ.get(VARIABLE) or _REPOSITORY.parent / "shared" / "data") / name
