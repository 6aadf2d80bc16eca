"""Whether an embedding model knows the language it is asked in."""

from collections.abc import Sequence

_BEST_BY_WORDS = 10
_FEWEST = 3
_FULL_TRUST = 0.3


def dense_trust(by_meaning: Sequence[str], by_words: Sequence[str], *, chunks: int) -> float:
    """How far the ranking by meaning is to be trusted, 0..1, judged by how much it agrees with the one by words.

    Both are chunk ids, best first; `chunks` is how many were searched. A model that knows the language has most of the
    ten best hits by words near its top: on MuSiQue and HotpotQA (dev) 90 % of them in the median, a third or more for
    95 % of the questions; all-MiniLM on Korean (TyDi QA, dev) 10 %, which is chance. Agreement is counted above
    chance, and three tenths of what is possible is full trust. Without enough hits to judge by, the model is trusted.
    """
    best = by_words[:_BEST_BY_WORDS]
    near = by_meaning[: max(_BEST_BY_WORDS, min(len(by_meaning), chunks // 5))]
    chance = len(near) / chunks if chunks else 1.0
    if len(best) < _FEWEST or chance >= 1:
        return 1.0
    agreement = len(set(best) & set(near)) / len(best)
    return min(1.0, max(0.0, (agreement - chance) / (1 - chance)) / _FULL_TRUST)
