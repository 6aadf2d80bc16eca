"""A question set from a graph."""

from collections.abc import Iterator

from evaluation.data import EvalQuestion
from evaluation.dataset.corpus import QuestionCorpus
from evaluation.dataset.facts import fact_questions, one_hops, two_hop_questions
from evaluation.dataset.selection import QuestionSet, select
from evaluation.dataset.structure import structure_questions
from evaluation.dataset.unanswerable import unanswerable_questions


def build_questions(
    corpus: QuestionCorpus, *, most: int | None, seed: int, more: tuple[EvalQuestion, ...] = ()
) -> QuestionSet:
    """Sound questions of every kind by templates, and `more` from elsewhere; the same for the same corpus and seed."""
    return select([*more, *_candidates(corpus, seed)], most=most, seed=seed)


def _candidates(corpus: QuestionCorpus, seed: int) -> Iterator[EvalQuestion]:
    hops = one_hops(corpus)
    yield from fact_questions(hops)
    yield from two_hop_questions(hops)
    for document in corpus.documents.values():
        yield from structure_questions(document)
    yield from unanswerable_questions(corpus, seed=seed)
