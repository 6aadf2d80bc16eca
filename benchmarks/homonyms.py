"""`python -m benchmarks.homonyms`: every name of the data sets' passages that is told apart, for a reader to judge.

What an ingest without a chat model finds is put together as the graph does, without a Neo4j. `CITEGRAPH_BENCH_DATA`
names the folder of the data sets.
"""

import argparse
import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.data_folder import data_folder
from benchmarks.identity_documents import found_in, one_document
from evaluation.benchmark import PASSAGES
from evaluation.data import EvalPassage, read_passages
from extraction.mentions.normalisation import normalise
from extraction.rules.extractor import DependencyExtractor
from kg.view.homonyms import NamedIn, things_of_one_name
from schemas.document_graph import DocumentGraph, Mention

_SETS = ("musique", "hotpotqa", "tydiqa-ko")
_AROUND = 70
_SHOWN = 2

Mentions = Mapping[str, Sequence[Mention]]


def main() -> None:
    """Print each such name, what tells its things apart, how many passages mean each, and two of these passages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=_SETS, help="folders with passages.jsonl.gz")
    parser.add_argument("--limit", type=int, default=None, help="passages of each set (default: all)")
    arguments = parser.parse_args()
    passages = [
        passage
        for name in arguments.sets
        for passage in read_passages(data_folder(name) / PASSAGES)[: arguments.limit]
    ]
    graphs = asyncio.run(_graphs(passages))
    names = _by_origin(graphs)
    beside = {graph.document.source: frozenset(mention.key for mention in graph.mentions) for graph in graphs}
    texts = {graph.document.source: graph.chunks[0].text for graph in graphs}
    several = 0
    for mentions in names:
        lines = list(_shown(mentions, beside, texts))
        several += bool(lines)
        print("\n".join(lines), end="\n" if lines else "")
    in_several = sum(len(mentions) > 1 for mentions in names)
    print(f"{len(passages)} passages: of {in_several} names in more than one, {several} mean several things.")


async def _graphs(passages: Sequence[EvalPassage]) -> list[DocumentGraph]:
    extractor = DependencyExtractor()
    documents = [one_document(passage.id, [passage.text]) for passage in passages]
    found = await found_in(documents, extractor)
    return [
        normalise(
            document,
            chunks,
            [found[chunk.id] for chunk in chunks],
            schema=None,
            extractor=extractor.name,
        ).graph
        for document, chunks in documents
    ]


def _by_origin(graphs: Sequence[DocumentGraph]) -> list[Mentions]:
    """The mentions of each name by document, in the order of the names' ids."""
    names: defaultdict[str, defaultdict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for graph in graphs:
        for mention in graph.mentions:
            names[mention.origin][graph.document.source].append(mention)
    return [names[origin] for origin in sorted(names)]


def _shown(
    mentions: Mentions, beside: Mapping[str, frozenset[str]], texts: Mapping[str, str]
) -> Iterator[str]:
    key = next(iter(mentions.values()))[0].key
    things = things_of_one_name(
        [
            NamedIn(
                source,
                Counter(clue for mention in some for clue in mention.clues),
                frozenset(mention.family for mention in some),
                beside[source] - {key},
            )
            for source, some in mentions.items()
        ]
    )
    if things:
        yield f"## {key}"
    for thing in things:
        yield f"  {thing.told_by}: {len(thing.sources)} passages"
        telling = [source for source in thing.sources if any(one.clues for one in mentions[source])]
        for source in telling[:_SHOWN]:
            mention = max(mentions[source], key=lambda one: (len(one.clues), -one.start))
            around = texts[source][max(0, mention.start - _AROUND) : mention.end + _AROUND]
            yield f"    {source} ({mention.type}; {', '.join(mention.clues)}): {' '.join(around.split())}"


if __name__ == "__main__":
    main()
