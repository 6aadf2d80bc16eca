"""`make bench-retrieval`: recall and milliseconds of every channel, on recorded triples and on those of the extractor.

Runs on the MuSiQue sample whose folder CITEGRAPH_BENCH_DATA holds (default: shared/data beside the repository).
"""

import asyncio
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from api.cli.output import note, progress_bar
from api.evaluation import open_benchmark
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from evaluation.data import EvalQuestion, read_questions
from evaluation.methods import EvalReport, score_methods

_HEADINGS = ("recall@2", "recall@5", "recall@10", "all_recall@5", "mrr", "ms_p50", "ms_p95")


def main() -> None:
    """Measure, and write results/retrieval.json and results/retrieval.md."""
    data = _musique()
    questions = read_questions(data / "questions-dev.jsonl.gz")
    reports = asyncio.run(_measure(data, questions))
    RESULTS.mkdir(exist_ok=True)
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        **{name: report.model_dump(mode="json") for name, report in reports.items()},
    }
    (RESULTS / "retrieval.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    table = _page(reports)
    (RESULTS / "retrieval.md").write_text(table, encoding="utf-8")
    print(table)


def _musique() -> Path:
    folder = data_folder("musique")
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: set {VARIABLE} to the folder that holds musique/")
    return folder


async def _measure(data: Path, questions: Sequence[EvalQuestion]) -> dict[str, EvalReport]:
    reports: dict[str, EvalReport] = {}
    for name, recorded in (("recorded_triples", True), ("extracted_without_model", False)):
        with progress_bar() as on_progress:
            async with open_benchmark(data, recorded=recorded, on_progress=on_progress) as benchmark:
                reports[name] = await score_methods(benchmark, questions, on_progress)
        note(f"{name}: done")
    return reports


def _page(reports: dict[str, EvalReport]) -> str:
    lines = [
        "# Retrieval",
        "",
        "Made by `make bench-retrieval`. A passage's text is title, line break, text; all passages are searched.",
        "Milliseconds are for one question after another, the question's embedding and linking included.",
    ]
    for name, report in reports.items():
        corpus = report.corpus
        lines += [
            "",
            f"## {name.replace('_', ' ').capitalize()}",
            "",
            f"{corpus['questions']} questions, {corpus['passages']} passages, {corpus['facts']} facts ({corpus['extractor']}).",
            "",
            "| method | " + " | ".join(_HEADINGS) + " |",
            "|---" * (len(_HEADINGS) + 1) + "|",
        ]
        for method, scores in report.methods.items():
            cells = [f"{scores[heading]:.3f}" for heading in _HEADINGS[:5]]
            cells += [f"{scores[heading]:.0f}" for heading in _HEADINGS[5:]]
            lines.append(f"| {method} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
