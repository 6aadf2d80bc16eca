"""LinearRAG's rule (Zhuang et al. 2025, arXiv 2510.10114): a graph without relations, entities woken through sentences.

Written from the paper's description, with its settings. The question's entities are the names that our analysis sees,
each the graph's entity nearest to it; a sentence has the entities one of whose names stands in it.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from benchmarks.peers.corpus import PeerCorpus, Scores, spread
from kg.text.sentences import sentence_spans
from schemas.ports import Vectors

_ROUNDS = 3
_SENTENCES_PER_ENTITY = 1
_LEAST_SCORE = 0.5
_DENSE_SHARE = 1.5
_PASSAGE_WEIGHT = 0.05
_DAMPING = 0.5


@dataclass(frozen=True)
class Woken:
    """How strongly an entity was woken, and in which round (from 1)."""

    score: float
    round: int


class LinearRag:
    """Ranks passages for questions whose entities are known."""

    def __init__(self, corpus: PeerCorpus) -> None:
        self._corpus = corpus
        self._names = corpus.names
        self._sentences = _Sentences(corpus)
        self._graph, self._weights = self._tie()

    def rank(self, vector: Vectors, seeds: Mapping[int, float]) -> list[str]:
        """Passage ids, best first; `seeds` has for the place of each entity of the question how near its name is."""
        dense = self._corpus.vectors @ vector
        if not seeds:
            return self._corpus.best_passages(dense)
        sums, woken = self._wake(vector, seeds)
        entities = len(self._names)
        reset = np.concatenate([sums, _PASSAGE_WEIGHT * self._passage_scores(dense, woken)])
        ranks = self._graph.personalized_pagerank(
            directed=False, damping=_DAMPING, reset=np.maximum(reset, 0).tolist(), weights=self._weights
        )
        return self._corpus.best_passages(np.asarray(ranks[entities:]))

    def _wake(self, vector: Vectors, seeds: Mapping[int, float]) -> tuple[Scores, dict[int, Woken]]:
        sums = np.zeros(len(self._names))
        woken = {entity: Woken(score, 1) for entity, score in seeds.items()}
        for entity, score in seeds.items():
            sums[entity] = score
        current, used = dict(woken), set[int]()
        for number in range(2, _ROUNDS + 1):
            following: dict[int, Woken] = {}
            for entity, state in current.items():
                if state.score < _LEAST_SCORE:
                    continue
                for sentence, nearness in self._sentences.nearest(entity, vector, used):
                    used.add(sentence)
                    passed = state.score * nearness
                    if passed < _LEAST_SCORE:
                        continue
                    for other in self._sentences.entities_of[sentence]:
                        sums[other] += passed
                        following[other] = Woken(passed, number)
            woken |= following
            current = following
        return sums, woken

    def _passage_scores(self, dense: Vectors, woken: Mapping[int, Woken]) -> Scores:
        bonus = np.zeros(len(dense))
        chunks_of = self._sentences.chunks_of
        for entity, state in woken.items():
            for chunk in chunks_of[entity]:
                times = _occurrences(self._sentences.lowered[chunk], self._names[entity])
                bonus[chunk] += state.score * math.log(1 + times) / state.round
        return _DENSE_SHARE * spread(dense) + np.log1p(bonus)

    def _tie(self) -> tuple[igraph.Graph, list[float]]:
        """Entities and chunks; an edge weighs as much as its entity's share of the chunk's mentions."""
        pairs = self._corpus.mentions
        lowered = self._sentences.lowered
        times = np.array(
            [max(1, _occurrences(lowered[chunk], self._names[entity])) for entity, chunk in pairs.tolist()]
        )
        totals = np.bincount(pairs[:, 1], weights=times, minlength=len(lowered))
        edges = pairs + np.array([0, len(self._names)])
        graph = igraph.Graph(n=len(self._names) + len(lowered), edges=edges)
        return graph, (times / totals[pairs[:, 1]]).tolist()


class _Sentences:
    """Which entities each sentence names; the vectors are made when a sentence is first looked at."""

    def __init__(self, corpus: PeerCorpus) -> None:
        self._corpus = corpus
        self.lowered = [text.casefold() for text in corpus.texts]
        self.chunks_of: defaultdict[int, list[int]] = defaultdict(list)
        self.entities_of: list[list[int]] = []
        self._texts: list[str] = []
        self._of_entity: defaultdict[int, list[int]] = defaultdict(list)
        self._vectors: dict[int, Vectors] = {}
        inside: defaultdict[int, list[int]] = defaultdict(list)
        for entity, chunk in corpus.mentions.tolist():
            self.chunks_of[entity].append(chunk)
            inside[chunk].append(entity)
        for chunk, text in enumerate(corpus.texts):
            for start, end in sentence_spans(text):
                self._add(text[start:end], inside[chunk])

    def nearest(self, entity: int, vector: Vectors, used: set[int]) -> list[tuple[int, float]]:
        """The sentences with this entity that are nearest to the question and not `used` yet, with their cosines."""
        fresh = [sentence for sentence in self._of_entity[entity] if sentence not in used]
        if not fresh:
            return []
        nearness = self._vectors_of(fresh) @ vector
        best = np.argsort(-nearness, kind="stable")[:_SENTENCES_PER_ENTITY]
        return [(fresh[place], float(nearness[place])) for place in best]

    def _add(self, text: str, entities: Sequence[int]) -> None:
        lowered = text.casefold()
        named = [entity for entity in entities if any(name in lowered for name in self._corpus.names[entity])]
        for entity in named:
            self._of_entity[entity].append(len(self._texts))
        self._texts.append(text)
        self.entities_of.append(named)

    def _vectors_of(self, sentences: Sequence[int]) -> Vectors:
        missing = [sentence for sentence in sentences if sentence not in self._vectors]
        if missing:
            made = self._corpus.embed([self._texts[sentence] for sentence in missing])
            self._vectors |= zip(missing, made, strict=True)
        return np.array([self._vectors[sentence] for sentence in sentences])


def _occurrences(lowered: str, names: Sequence[str]) -> int:
    return max((lowered.count(name) for name in names if name), default=0)
