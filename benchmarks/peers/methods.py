"""The peers' rules as ways of finding passages, to be compared with ours."""

import asyncio

import numpy as np

from benchmarks.peers.corpus import read_corpus
from benchmarks.peers.hippo_rag import FACTS, HippoRag2
from benchmarks.peers.linear_rag import LinearRag
from evaluation.benchmark import Benchmark
from evaluation.methods import Rank
from retrieval.question.analysis import analyse_by_rules
from schemas.ports import Vectors

_LOOKED_THROUGH = 100


async def peer_methods(benchmark: Benchmark) -> dict[str, Rank]:
    """LinearRAG and HippoRAG 2 on the benchmark's graph and with its vectors."""
    corpus = await read_corpus(benchmark)
    linear, hippo = await asyncio.to_thread(lambda: (LinearRag(corpus), HippoRag2(corpus)))
    reader = benchmark.retriever.reader

    async def by_linear_rag(question: str) -> list[str]:
        def work() -> list[str]:
            names = analyse_by_rules(question).names
            vectors = corpus.embed([question, *names])
            return linear.rank(vectors[0], _nearest_entities(vectors[1:], corpus.name_vectors))

        return await asyncio.to_thread(work)

    async def by_hippo_rag(question: str) -> list[str]:
        vector = (await asyncio.to_thread(corpus.embed, [question]))[0]
        # The index overlooks some of the nearest when it is asked for few only.
        facts = await reader.facts.nearest(vector.tolist(), _LOOKED_THROUGH)
        return await asyncio.to_thread(hippo.rank, vector, facts[:FACTS])

    return {"linear_rag": by_linear_rag, "hippo_rag_2": by_hippo_rag}


def _nearest_entities(names: Vectors, entities: Vectors) -> dict[int, float]:
    """For each of the names the place of the entity whose name is nearest, with the cosine."""
    if not len(names):
        return {}
    cosines = names @ entities.T
    places = np.argmax(cosines, axis=1)
    return {int(place): float(row[place]) for place, row in zip(places, cosines, strict=True)}
