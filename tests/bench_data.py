"""Where the benchmark data stands; it is not part of the repository, and what needs it is skipped without it."""

import gzip
import json
import os
from pathlib import Path

import pytest

VARIABLE = "CITEGRAPH_BENCH_DATA"
_REPOSITORY = Path(__file__).resolve().parent.parent


def bench_data_folder() -> Path:
    """The folder named by CITEGRAPH_BENCH_DATA, else `shared/data` beside the repository; it may not exist."""
    return Path(os.environ.get(VARIABLE) or _REPOSITORY.parent / "shared" / "data")


def require_bench_data(name: str) -> Path:
    """The data set's folder; skips the test with the remedy where it is absent."""
    folder = bench_data_folder() / name
    if not folder.is_dir():
        pytest.skip(f"benchmark data not found: {folder} (set {VARIABLE} to the folder that holds {name}/)")
    return folder


def read_rows(path: Path) -> list[dict[str, object]]:
    """The objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_passages(folder: Path) -> dict[str, str]:
    """Passage texts (title, newline, text) by passage id, in the file's order."""
    rows = read_rows(folder / "passages.jsonl.gz")
    return {str(row["id"]): f"{row['title']}\n{row['text']}" for row in rows}
