"""`python -m benchmarks.embeddings [MODEL ...]`: how well dense search alone finds passages with each embedding model.

`--centre` makes `api/embedding/e5_centre.npy` again, which is taken off the packaged model's vectors: the mean of the names and
of the sentences of `benchmarks/labels/identity.jsonl` (dev), English and Korean with the same weight.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from api.embedding import model_files
from api.models import build_embedder
from api.settings import PACKAGED_EMBEDDING_MODEL, load_settings
from benchmarks.data_folder import data_folder
from benchmarks.identity_labels import read_pairs
from evaluation.data import EvalPassage, EvalQuestion, read_passages, read_questions
from kg.text.hangul import has_hangul
from schemas.ports import Vectors

_DATA = ("musique", "hotpotqa", "tydiqa-ko")
_MODELS = (PACKAGED_EMBEDDING_MODEL, "all-MiniLM-L6-v2")
_DEPTH = 5


def main() -> None:
    """Print recall@5 and passages a second for each model and set of questions, or make the centre."""
    if "--centre" in sys.argv:
        make_centre()
        return
    print("| model | questions | recall@5 | cosine of any two, mean | passages/s |\n|---|---|---|---|---|")
    for model in sys.argv[1:] or _MODELS:
        for name in _DATA:
            folder = data_folder(name)
            if folder.is_dir():
                passages = list(read_passages(folder / "passages.jsonl.gz"))
                questions = list(read_questions(folder / "questions-dev.jsonl.gz"))
                print(f"| {model} | {name} | {_row(model, passages, questions)} |", flush=True)


def _row(model: str, passages: Sequence[EvalPassage], questions: Sequence[EvalQuestion]) -> str:
    embedder = build_embedder(load_settings(embedding_model=model))
    asked = embedder.embed([question.question for question in questions])
    began = time.perf_counter()
    found = embedder.embed([f"{passage.title}\n\n{passage.text}" for passage in passages])
    rate = len(passages) / (time.perf_counter() - began)
    scores = asked @ found.T
    best = np.argsort(-scores, axis=1)[:, :_DEPTH]
    recalls = [
        len({passages[place].id for place in places} & set(question.supporting_ids))
        / len(question.supporting_ids)
        for question, places in zip(questions, best, strict=True)
    ]
    return f"{np.mean(recalls):.3f} | {scores.mean():.2f} | {rate:.0f}"


def make_centre() -> None:
    """Write the mean of what the packaged model, uncentred, makes of the labelled names and sentences."""
    texts: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    sides = [side for pair in read_pairs() if pair.half == "dev" for side in (pair.left, pair.right)]
    for side in sides:
        for kind, text in (("name", side.name), ("sentence", side.context)):
            texts[kind, has_hangul(text)].add(text)
    np.save(model_files.CENTRE, np.zeros_like(np.load(model_files.CENTRE)))
    embedder = build_embedder(load_settings())
    means = [_mean(embedder.embed(sorted(each))) for _, each in sorted(texts.items())]
    np.save(model_files.CENTRE, np.mean(means, axis=0).astype(np.float32))


def _mean(vectors: Vectors) -> Vectors:
    mean: Vectors = vectors.mean(axis=0)
    return mean


if __name__ == "__main__":
    main()
