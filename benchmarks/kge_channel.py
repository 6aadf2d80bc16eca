"""`python -m benchmarks.kge_channel`: what the kge channel adds on a dense typed graph, for questions that no passage answers.

UMLS's semantic network comes with PyKEEN. Each of its things becomes a passage that states the facts it is the head of, but for
facts that are removed. A question about a removed fact ("Virus affects what?") is right where the passage about the removed tail
comes first; passages about the head and about tails that are stated are left out of the ranking, as other facts are in the
filtered evaluation of link prediction. Questions about facts that are stated show what the channel costs: right is the passage
that states them. All channels are asked once; only the fusion weight of the kge channel changes.
"""

import argparse
import asyncio
import gzip
import json
import os
import platform
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from api.cli.kge_models import check_model
from api.cli.output import progress_bar
from api.evaluation import open_benchmark
from benchmarks.kge_report import Channel, ChannelScores, WeightRow, keep
from evaluation.benchmark import PASSAGES, RECORDED, Benchmark
from evaluation.intervals import interval
from kg.curation.training import train_on_graph
from kg.kge.comparison import Fact, packaged_split
from kg.kge.indexed_facts import index_facts, split_facts
from kg.kge.training_settings import TrainingSettings, default_settings
from retrieval.passages.fusion import fuse
from retrieval.question.analysis import check_question
from retrieval.retriever import Ranking
from schemas.ports import Progress
from schemas.retrieval import RetrievalOptions

_WEIGHTS = (0.0, 0.05, 0.2, 0.5, 1.0, 2.0)
_CHANNEL = "kge"
_DEPTH = 50
_SHOWN = 8


@dataclass(frozen=True)
class _Asked:
    """A question, the passage that is right, and those that are left out of the ranking."""

    question: str
    right: str
    left_out: frozenset[str]


def main() -> None:
    """Measure, and write results/kge.json and results/kge.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="ComplEx", help="the link predictor (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=150, help="of each kind (default: %(default)s)")
    arguments = parser.parse_args()
    settings = default_settings(check_model(arguments.model))
    kept, removed = _split()
    print(keep(asyncio.run(_measure(kept, removed, settings, arguments.questions))))


def _split() -> tuple[list[Fact], list[Fact]]:
    """The facts that are stated, and those that are removed: a tenth, such that everything is still named."""
    split = packaged_split("umls").facts
    facts = index_facts(
        [
            (_name(split.entities[head]), _words(split.relations[relation]), _name(split.entities[tail]))
            for head, relation, tail in split.triples
            if head != tail
        ]
    )
    parts = split_facts(facts, TrainingSettings(seed=7))
    kept, removed = (
        [(facts.entities[h], facts.relations[r], facts.entities[t]) for h, r, t in part] for part in parts
    )
    return kept, removed


def _name(thing: str) -> str:
    """The thing as a name: words in small letters are not linked."""
    return _words(thing).title()


def _words(name: str) -> str:
    return name.replace("_", " ")


async def _measure(
    kept: Sequence[Fact], removed: Sequence[Fact], settings: TrainingSettings, questions: int
) -> Channel:
    with TemporaryDirectory() as folder, progress_bar() as on_progress:
        data = Path(folder)
        _write_passages(data, kept)
        async with open_benchmark(data, recorded=True, on_progress=on_progress) as benchmark:
            record = await train_on_graph(benchmark.store, data / "kge", settings, on_progress=on_progress)
            kinds = {
                "removed": _questions(removed, kept, questions, stated=False),
                "stated": _questions(kept, kept, questions, stated=True),
            }
            scores = [await _score(benchmark, name, asked, on_progress) for name, asked in kinds.items()]
    return Channel(
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        corpus=benchmark.corpus,
        removed_facts=len(removed),
        settings=settings,
        link_predictor=record.metrics,
        questions=tuple(scores),
    )


def _write_passages(folder: Path, facts: Sequence[Fact]) -> None:
    of_head: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_head[fact[0]].append(fact)
    names = sorted({end for head, _, tail in facts for end in (head, tail)})
    passages, triples = [], []
    for name in names:
        text = " ".join(f"{' '.join(fact)}." for fact in of_head[name]) or f"{name}."
        passages.append({"id": name, "title": name, "text": text})
        ends = sorted({name, *(tail for _, _, tail in of_head[name])})
        triples.append({"passage_id": name, "entities": ends, "triples": of_head[name]})
    for file, rows in ((PASSAGES, passages), (RECORDED, triples)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        # Without a time of writing, so that the same passages are the same graph.
        (folder / file).write_bytes(gzip.compress(lines.encode(), mtime=0))


def _questions(facts: Sequence[Fact], kept: Sequence[Fact], limit: int, *, stated: bool) -> list[_Asked]:
    tails: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for head, relation, tail in kept:
        tails[head, relation].add(tail)
    chosen = np.random.default_rng(3).permutation(len(facts))[:limit]
    return [
        _Asked(f"{head} {relation} what?", head, frozenset())
        if stated
        else _Asked(f"{head} {relation} what?", tail, frozenset({head, *tails[head, relation]}))
        for head, relation, tail in (facts[place] for place in chosen)
    ]


async def _score(
    benchmark: Benchmark, kind: str, asked: Sequence[_Asked], on_progress: Progress
) -> ChannelScores:
    rankings: list[Ranking] = []
    for number, one in enumerate(asked, start=1):
        question = check_question(one.question, max_chars=benchmark.retriever.settings.max_question_chars)
        rankings.append(await benchmark.retriever.rank(question, RetrievalOptions(top_k=_DEPTH)))
        on_progress(f"asking {kind}", number, len(asked))
    ranks = {weight: _ranks(benchmark, asked, rankings, weight) for weight in _WEIGHTS}
    return ChannelScores(
        kind=kind,
        asked=len(asked),
        entity_linked=_linked(rankings, "entity"),
        relation_linked=_linked(rankings, "relation"),
        weights=tuple(_row(weight, found, ranks[0.0]) for weight, found in ranks.items()),
        example=_example(benchmark, asked, rankings),
    )


def _example(benchmark: Benchmark, asked: Sequence[_Asked], rankings: Sequence[Ranking]) -> tuple[str, ...]:
    """The first question for which the channel has the right passage among its first, and what it said."""
    for one, ranking in zip(asked, rankings, strict=True):
        (said,) = [result for result in ranking.trace.channels if result.channel == _CHANNEL]
        first = said.ranked[:_SHOWN]
        passages = benchmark.passage_ids([chunk.chunk_id for chunk in first])
        if one.right in passages:
            lines = [
                f"{chunk.score:.2f}  {chunk.why}  ({passage})"
                for chunk, passage in zip(first, passages, strict=True)
            ]
            return one.question, *lines
    return ()


def _linked(rankings: Sequence[Ranking], kind: str) -> int:
    return sum(any(link.kind == kind for link in one.trace.links) for one in rankings)


def _ranks(
    benchmark: Benchmark, asked: Sequence[_Asked], rankings: Sequence[Ranking], weight: float
) -> list[float]:
    """The rank of the right passage for each question, infinite where it is not found."""
    retriever, found = benchmark.retriever, []
    for one, ranking in zip(asked, rankings, strict=True):
        linked = any(link.kind == "entity" for link in ranking.trace.links)
        weights = {**retriever.weights(linked=linked), _CHANNEL: weight}
        chunks = fuse(ranking.trace.channels, weights, rank_constant=retriever.settings.fusion.rank_constant)
        passages = [
            passage
            for passage in dict.fromkeys(benchmark.passage_ids([chunk.chunk_id for chunk in chunks]))
            if passage not in one.left_out
        ]
        found.append(passages.index(one.right) + 1.0 if one.right in passages else float("inf"))
    return found


def _row(weight: float, ranks: Sequence[float], without: Sequence[float]) -> WeightRow:
    gains = [float(rank <= 5) - float(before <= 5) for rank, before in zip(ranks, without, strict=True)]
    return WeightRow(
        weight=weight,
        recall_at_1=float(np.mean([rank <= 1 for rank in ranks])),
        recall_at_5=float(np.mean([rank <= 5 for rank in ranks])),
        recall_at_10=float(np.mean([rank <= 10 for rank in ranks])),
        mrr=float(np.mean([1 / rank for rank in ranks])),
        gain=float(np.mean(gains)),
        gain_interval=interval(gains),
    )


if __name__ == "__main__":
    main()
