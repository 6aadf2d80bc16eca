"""`make bench-identity`: which of the labelled pairs of names become one node of the graph.

Each pair goes into an empty graph of its own, as an ingest would write it: once with the names and types of the labels
("given"), once with what the extractor that needs no model finds in the sentences ("read"). ko-alias, of which only
names are known, is measured where CITEGRAPH_BENCH_DATA (default: shared/data beside the repository) has it, and the
examples are ingested whole.
"""

import argparse
import asyncio
import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from api.cli.output import note, progress_bar
from api.models import build_embedder
from api.settings import load_settings
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.identity_documents import PairTexts, found_names, given_names, pair_texts
from benchmarks.identity_examples import ExampleScores, score_examples
from benchmarks.identity_graph import PairGraph, open_pair_graph
from benchmarks.identity_labels import Half, read_example_pairs, read_ko_alias, read_pairs
from benchmarks.identity_scores import Table, Verdict, errors, scores_by_group
from extraction.rules.extractor import DependencyExtractor
from schemas.extraction import ChunkExtraction

Halves = dict[str, dict[str, Table]]
Extracted = tuple[PairTexts, list[ChunkExtraction]]
_WAYS = ("given", "read", "ko_alias")
_EXAMPLES = "examples"
_EXTRACTOR = "benchmark"
_HALVES: tuple[Half, ...] = ("dev", "second", "test")
_COLUMNS = ("same", "same_met", "different", "different_met", "precision", "recall", "found")


def main() -> None:
    """Measure, and write results/identity.json and results/identity.md; with --only or --sets print some of the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*_WAYS, _EXAMPLES], help="measure this alone, and write no file")
    parser.add_argument(
        "--sets",
        choices=_HALVES,
        nargs="+",
        default=_HALVES,
        help="measure these alone, and write no file; without test while rules are made",
    )
    options = parser.parse_args()
    only, halves = options.only, tuple(options.sets)
    extractor = DependencyExtractor()
    scores = asyncio.run(_measure(extractor, [way for way in _WAYS if only in {None, way}], halves))
    examples = score_examples(read_example_pairs()) if only in {None, _EXAMPLES} else None
    page = _page(scores, examples)
    print(page)
    if only is None and halves == _HALVES:
        _write(page, extractor.name, scores, examples)


def _write(page: str, extractor: str, scores: dict[str, Halves], examples: ExampleScores | None) -> None:
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "settings": {"chat_model": None, "extractor": extractor, "graph": "one for each pair"},
        **scores,
        "examples": asdict(examples) if examples else None,
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / "identity.json").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "identity.md").write_text(page, encoding="utf-8")


async def _measure(
    extractor: DependencyExtractor, ways: Sequence[str], halves: Sequence[Half]
) -> dict[str, Halves]:
    scores: dict[str, Halves] = {}
    if ways:
        async with open_pair_graph(build_embedder(load_settings())) as graph:
            for way in ways:
                verdicts = await _verdicts(graph, await _as_extracted(way, extractor, halves))
                scores[way] = _by_half(verdicts)
                note(f"{way}: done; not as they should be outside test: {', '.join(errors(verdicts))}")
    return {way: tables for way, tables in scores.items() if tables}


async def _as_extracted(way: str, extractor: DependencyExtractor, halves: Sequence[Half]) -> list[Extracted]:
    """The texts of this way, each with what is said to be in its chunks."""
    if way == "ko_alias":
        folder = data_folder("ko-alias")
        if not folder.is_dir():
            note(
                f"skipped ko_alias: {folder} is not there (set {VARIABLE} to the folder that holds ko-alias/)"
            )
            return []
        return [(one, given_names(one)) for one in map(pair_texts, read_ko_alias(folder))]
    texts = [pair_texts(pair) for pair in read_pairs() if pair.half in halves]
    if way == "given":
        return [(one, given_names(one)) for one in texts]
    found = await found_names(texts, extractor)
    return [(one, [found[chunk.id] for chunk in one.chunks]) for one in texts]


async def _verdicts(graph: PairGraph, pairs: Sequence[Extracted]) -> list[Verdict]:
    verdicts = []
    with progress_bar() as on_progress:
        for texts, found in pairs:
            verdicts.append(await graph.verdict(texts, texts.graphs(found, _EXTRACTOR)))
            on_progress("pairs", len(verdicts), len(pairs))
    return verdicts


def _by_half(verdicts: Sequence[Verdict]) -> Halves:
    halves = {half: [one for one in verdicts if one.pair.half == half] for half in _HALVES}
    return {half: scores_by_group(some) for half, some in halves.items() if some}


def _page(scores: dict[str, Halves], examples: ExampleScores | None) -> str:
    lines = [
        "# Identity",
        "",
        "Made by `make bench-identity`. Precision: of the pairs that became one node, those that are one thing. Recall: of",
        "the pairs that are one thing, those that became one node. Found: pairs of which both names are in the graph.",
    ]
    for way, halves in scores.items():
        for half, groups in halves.items():
            lines += ["", f"## {way}, {half}", "", f"| | {' | '.join(_COLUMNS)} |", "|---" * 8 + "|"]
            lines += [line for group, table in groups.items() for line in _table_rows(group, table)]
    return "\n".join([*lines, *(_example_lines(examples) if examples else ())]) + "\n"


def _table_rows(group: str, table: Table) -> Iterator[str]:
    for name, figures in table.items():
        cells = ["–" if (figure := figures[column]) is None else str(figure) for column in _COLUMNS]
        yield f"| {name if group == 'all' else f'{group} {name}'} | {' | '.join(cells)} |"


def _example_lines(scores: ExampleScores) -> list[str]:
    in_graph = len(scores.met) + len(scores.apart)
    return [
        "",
        "## The examples, ingested whole",
        "",
        f"{len(scores.met)} of the {in_graph} things that the graph names in both languages are one node.",
        "",
        f"- one node: {', '.join(scores.met) or 'none'}",
        f"- two nodes: {', '.join(scores.apart) or 'none'}",
        f"- a name is in no node: {', '.join(scores.missing) or 'none'}",
        f"- nodes with names in both languages that are no such pair: {', '.join(scores.wrong) or 'none'}",
    ]


if __name__ == "__main__":
    main()
