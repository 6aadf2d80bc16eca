"""`make bench-retrieval`: recall and milliseconds of every channel, of their fusion, and of two peers' rules on the same graph.

Runs on the MuSiQue, HotpotQA and TyDi QA samples whose folder CITEGRAPH_BENCH_DATA holds (default: shared/data beside the repository), on
recorded triples where there are any, and on those of the extractor that needs no model.
"""

import argparse
import asyncio
import os
import platform
from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter

from api.cli.output import note, progress_bar
from api.evaluation import open_benchmark
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.peers.methods import peer_methods
from evaluation.benchmark import Benchmark
from evaluation.data import EvalQuestion, read_questions
from evaluation.intervals import interval
from evaluation.methods import FUSION, EvalReport, Rank, bm25_over, by_fusion, channels_in_use, score_methods
from evaluation.metrics import RECALL
from schemas.value import Value

_FILE = RESULTS / "retrieval.json"
_PAGE = RESULTS / "retrieval.md"
_HEADINGS = ("recall@2", "recall@5", "recall@10", "all_recall@5", "mrr", "ms_p50", "ms_p95")
_GRAPHS = {
    "musique, recorded triples": ("musique", True),
    "musique, extracted without model": ("musique", False),
    "hotpotqa, extracted without model": ("hotpotqa", False),
    "tydiqa-ko, extracted without model": ("tydiqa-ko", False),
}


class Measured(Value):
    """What was measured on one graph; `to_fusion`: each method's recall@5 less that of the fusion, with its interval of 95 %."""

    machine: str
    report: EvalReport
    to_fusion: dict[str, tuple[float, float, float]]


_FIGURES = TypeAdapter(dict[str, Measured])


def main() -> None:
    """Measure, and write results/retrieval.json and results/retrieval.md; `--only` measures one graph and keeps the others' figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=list(_GRAPHS))
    only = parser.parse_args().only
    for name in [only] if only else list(_GRAPHS):
        _record(name, asyncio.run(_measure(*_GRAPHS[name])))
        note(f"{name}: done")
    print(_PAGE.read_text(encoding="utf-8"))


def _record(name: str, measured: Measured) -> None:
    RESULTS.mkdir(exist_ok=True)
    known = _FIGURES.validate_json(_FILE.read_bytes()) if _FILE.is_file() else {}
    figures = {one: found for one in _GRAPHS if (found := {**known, name: measured}.get(one))}
    _FILE.write_bytes(_FIGURES.dump_json(figures, indent=2) + b"\n")
    _PAGE.write_text(_page(figures), encoding="utf-8")


async def _measure(data: str, recorded: bool) -> Measured:
    folder = data_folder(data)
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: set {VARIABLE} to the folder that holds {data}/")
    questions = read_questions(folder / "questions-dev.jsonl.gz")
    with progress_bar() as on_progress:
        async with open_benchmark(folder, recorded=recorded, on_progress=on_progress) as benchmark:
            others = await _others(benchmark, questions)
            report = await score_methods(benchmark, questions, on_progress, others=others)
    return Measured(
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        report=report.model_copy(update={"each": {}}),
        to_fusion={method: _to_fusion(report, method) for method in report.methods if method != FUSION},
    )


def _to_fusion(report: EvalReport, method: str) -> tuple[float, float, float]:
    fusion = report.each[FUSION][RECALL]
    gained = [value - fusion[question] for question, value in report.each[method][RECALL].items()]
    return (round(sum(gained) / len(gained), 4), *interval(gained))


async def _others(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> dict[str, Rank]:
    """The fusion without each of the channels in use, the peers, and for Korean BM25 over pairs of characters."""
    used = await channels_in_use(benchmark.retriever, questions)
    others = {
        f"{FUSION} without {left_out}": by_fusion(benchmark, [one for one in used if one != left_out])
        for left_out in used
    }
    if benchmark.language == "ko":
        others["bm25, pairs of characters"] = await asyncio.to_thread(
            bm25_over, benchmark.passages, _character_pairs
        )
    return others | await peer_methods(benchmark)


def _character_pairs(text: str) -> list[str]:
    return [word[place : place + 2] for word in text.split() for place in range(max(1, len(word) - 1))]


def _page(figures: Mapping[str, Measured]) -> str:
    lines = [
        "# Retrieval",
        "",
        "Made by `make bench-retrieval`. A passage's text is title, line break, text; all passages are searched.",
        "Milliseconds are for one question after another, the question's embedding and linking included. `linear_rag` and",
        "`hippo_rag_2` are the rules of LinearRAG (arXiv 2510.10114) and HippoRAG 2 (arXiv 2502.14802, without its model's filter) on",
        "our graph with our vectors. The last column is recall@5 less that of the fusion, question by question, with the bootstrap's",
        "interval of 95 %.",
    ]
    for name, measured in figures.items():
        lines += _section(name, measured)
    return "\n".join(lines) + "\n"


def _section(name: str, measured: Measured) -> Iterator[str]:
    corpus = measured.report.corpus
    size = f"{corpus['questions']} questions, {corpus['passages']} passages, {corpus['facts']} facts"
    yield from ("", f"## {name[0].upper()}{name[1:]}", "", f"{size} ({corpus['extractor']}).", "")
    yield "| method | " + " | ".join((*_HEADINGS, "to fusion")) + " |"
    yield "|---" * (len(_HEADINGS) + 2) + "|"
    for method, scores in measured.report.methods.items():
        cells = [f"{scores[heading]:.3f}" for heading in _HEADINGS[:5]]
        cells += [f"{scores[heading]:.0f}" for heading in _HEADINGS[5:]]
        gained = measured.to_fusion.get(method)
        cells.append("{:+.3f} ({:+.3f} to {:+.3f})".format(*gained) if gained else "")
        yield f"| {method} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
