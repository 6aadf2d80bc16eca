"""HippoRAG 2's rule (Gutiérrez et al. 2025, arXiv 2502.14802) without its chat model's filter of facts.

Written from the paper, with its settings: the walk starts at the ends of the facts nearest to the question and, lightly, at
every passage by its nearness; synonyms are joined.
"""

from collections import defaultdict
from collections.abc import Sequence

import igraph
import numpy as np

from benchmarks.peers.corpus import Pairs, PeerCorpus, Scores, spread
from schemas.graph import Fact
from schemas.ports import Vectors

FACTS = 5
_SYNONYM = 0.8
_PASSAGE_WEIGHT = 0.05
_DAMPING = 0.5
_BLOCK = 1_000


class HippoRag2:
    """Ranks passages for questions whose nearest facts are known."""

    def __init__(self, corpus: PeerCorpus) -> None:
        """Tie the graph: facts by their support, mentions, and names that are synonyms by their cosine."""
        self._corpus = corpus
        self._entities = len(corpus.names)
        self._chunks_of = np.bincount(corpus.mentions[:, 0], minlength=self._entities)
        mentions = corpus.mentions + np.array([0, self._entities])
        synonyms, nearness = synonym_pairs(corpus.name_vectors)
        self._graph = igraph.Graph(
            n=self._entities + len(corpus.texts), edges=np.vstack([corpus.facts, mentions, synonyms])
        )
        self._weights = np.concatenate([corpus.support, np.ones(len(mentions)), nearness]).tolist()

    def rank(self, vector: Vectors, facts: Sequence[tuple[Fact, float]]) -> list[str]:
        """Passage ids, best first; `facts` are those nearest to the question with their scores, 0..1."""
        dense = self._corpus.vectors @ vector
        if not facts:
            return self._corpus.best_passages(dense)
        reset = np.concatenate([self._entity_seeds(facts), _PASSAGE_WEIGHT * spread(dense)])
        ranks = self._graph.personalized_pagerank(
            directed=False, damping=_DAMPING, reset=reset.tolist(), weights=self._weights
        )
        return self._corpus.best_passages(np.asarray(ranks[self._entities :]))

    def _entity_seeds(self, facts: Sequence[tuple[Fact, float]]) -> Scores:
        """The mean score of an entity's facts, the more the fewer chunks mention it."""
        scores: defaultdict[int, list[float]] = defaultdict(list)
        for fact, score in facts:
            for place in {self._corpus.entity_at[end] for end in (fact.head, fact.tail)}:
                scores[place].append(score / max(1, self._chunks_of[place]))
        seeds = np.zeros(self._entities)
        for place, found in scores.items():
            seeds[place] = np.mean(found)
        return seeds


def synonym_pairs(names: Vectors) -> tuple[Pairs, Scores]:
    """Pairs of entities whose names have a cosine of at least 0.8, shape (n, 2), and their cosines, shape (n,)."""
    pairs, nearness = [], []
    for start in range(0, len(names), _BLOCK):
        cosines = names[start : start + _BLOCK] @ names.T
        rows, columns = np.nonzero(cosines >= _SYNONYM)
        later = columns > rows + start
        pairs.append(np.column_stack([rows[later] + start, columns[later]]))
        nearness.append(cosines[rows[later], columns[later]])
    return np.vstack(pairs).reshape(-1, 2), np.concatenate(nearness).astype(np.float64)
