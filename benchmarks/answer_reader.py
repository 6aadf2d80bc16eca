"""`python -m benchmarks.answer_reader`: teach the reader that says whether a statement answers a question, and measure it.

It learns from the questions of `benchmarks/labels/reading` (passages of the folder that CITEGRAPH_BENCH_DATA names) and of
`benchmarks/labels/asking` (documents of their own), of which a tenth is kept aside: those are what the printed figures are of.
With `--squad` it learns from all questions of SQuAD, too, and with `--outside` it is measured on 500 others of SQuAD
(`benchmarks/reader_squad.py`). The documents and questions of `benchmarks/labels/answers` are never learnt from.

The packaged weights were made by two calls and a mean, the first weights being those that had not learnt from SQuAD:

    --start FIRST --device cuda --squad train-v1.1.json --minutes 1.5 --rate 1e-3 --out A
    --start A --device cuda --squad train-v1.1.json --minutes 5.6 --rate 5e-4 --squad-share 0.5 --own-times 2 --out B
    --mean FIRST B
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from api.embedding.answer_network import WEIGHTS
from benchmarks.questions_of_texts import is_aside
from benchmarks.reader_network import Asked, LearningNetwork, write_mean
from benchmarks.reader_pairs import (
    Candidates,
    Pair,
    own_candidates,
    own_pairs,
    squad_candidates,
    squad_pairs,
)

_OUTSIDE = 500
_TEMPTING = 2
_OF_OTHERS = 0.7
_LOOKED_THROUGH = 2
"""After so many epochs what tempts is looked for anew."""
_SAID = (-1, 0, 1, 2, 3)


def main() -> None:
    """Teach, measure, and write the weights; with `--measure` only measure those that there are."""
    given = _options().parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    if given.mean:
        write_mean(given.mean, given.out)
    pairs = list(own_pairs())
    aside = [pair for pair in pairs if is_aside(pair.document)]
    network = LearningNetwork(given.out if given.measure or given.mean else given.start, given.device)
    if not (given.measure or given.mean):
        squad = squad_candidates(given.squad) if given.squad else []
        learnt = [pair for pair in pairs if not is_aside(pair.document)]
        _Lessons(network, learnt, own_candidates(), squad, given).learn()
        network.save(given.out)
    _report(aside, network.scores(_asked(aside)))
    if given.outside is not None:
        others = squad_pairs(given.outside, _OUTSIDE)
        _report_outside(others, network.scores(_asked(others)))


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--measure", action="store_true")
    options.add_argument(
        "--mean", type=Path, nargs="+", help="write the mean of these weights, and measure it"
    )
    options.add_argument("--start", type=Path, default=None, help="weights to go on from")
    options.add_argument("--rate", type=float, default=5e-4)
    options.add_argument("--minutes", type=float, default=60, help="how long it learns")
    options.add_argument("--batch", type=int, default=256, help="pairs of each step; 32 for a processor")
    options.add_argument("--squad", type=Path, default=None, help="train-v1.1.json, to learn from it, too")
    options.add_argument(
        "--squad-share", type=float, default=1.0, help="of its questions in each epoch, 0..1"
    )
    options.add_argument("--own-times", type=int, default=1, help="how often the own questions in each epoch")
    options.add_argument(
        "--outside", type=Path, default=None, help="dev-v1.1.json, to measure on 500 of it, too"
    )
    options.add_argument("--device", default="cpu", help="cpu, or cuda where there is a GPU")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    return options


class _Lessons:
    """What is learnt, epoch after epoch: beside the right statements those that tempt the network most, as far as it has learnt."""

    def __init__(
        self,
        network: LearningNetwork,
        pairs: Sequence[Pair],
        own: Sequence[Candidates],
        squad: Sequence[Candidates],
        given: argparse.Namespace,
    ) -> None:
        self._network = network
        self._pairs = pairs
        self._candidates = [*own, *squad]
        self._given = given
        self._chance = random.Random(1)
        self._tempting: list[list[str]] = []

    def learn(self) -> None:
        """Until the minutes are over; the rate rises in the first 3 % of them and falls to nothing."""
        given, parameters = self._given, self._network.parameters
        optimiser = torch.optim.AdamW(parameters, lr=given.rate, weight_decay=0.01)
        start, losses = 0.0, list[float]()
        for number, (asked, answers) in enumerate(self._batches()):
            start = start or time.monotonic()
            done = (time.monotonic() - start) / (60 * given.minutes)
            if done >= 1:
                return
            for group in optimiser.param_groups:
                group["lr"] = given.rate * min(done / 0.03, (1 - done) / 0.97)
            loss = self._network.loss(asked, answers)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            losses.append(float(loss.detach()))
            if number % 100 == 0:
                print(f"{number} batches, {done:.0%}, loss {np.mean(losses[-100:]):.3f}", flush=True)

    def _batches(self) -> Iterator[tuple[list[Asked], list[float]]]:
        epoch = 0
        while True:
            if epoch % _LOOKED_THROUGH == 0:
                self._look_through()
            pairs = list(self._epoch())
            for places in self._network.batches(
                [asked for asked, _ in pairs], self._given.batch, self._chance
            ):
                yield [pairs[place][0] for place in places], [pairs[place][1] for place in places]
            epoch += 1

    def _look_through(self) -> None:
        asked = [(each.question, told) for each in self._candidates for told in each.near]
        scores = iter(self._network.scores(asked).tolist())
        rated = [
            sorted(((next(scores), told) for told in each.near), reverse=True) for each in self._candidates
        ]
        self._tempting = [[told for _, told in each] for each in rated]
        print(f"looked through {len(asked)} statements", flush=True)

    def _epoch(self) -> Iterator[tuple[Asked, float]]:
        for pair in self._pairs:
            yield (pair.question, pair.told), float(pair.answers)
        for each, tempting in zip(self._candidates, self._tempting, strict=True):
            is_squad = each.labels == "squad"
            if is_squad and self._chance.random() > self._given.squad_share:
                continue
            for _ in range(1 if is_squad else self._given.own_times):
                yield from self._of(each, tempting)

    def _of(self, each: Candidates, tempting: Sequence[str]) -> Iterator[tuple[Asked, float]]:
        for told in each.right:
            yield (each.question, told), 1.0
        most = _TEMPTING + (not each.right)
        another = [self._chance.choice(tempting)] if tempting else []
        for told in dict.fromkeys([*tempting[:most], *another]):
            yield (each.question, told), 0.0
        if each.of_others is not None and self._chance.random() < _OF_OTHERS:
            yield (each.of_others, each.right[0]), 0.0


def _asked(pairs: Sequence[Pair]) -> list[Asked]:
    return [(pair.question, pair.told) for pair in pairs]


def _report_outside(pairs: Sequence[Pair], scores: NDArray[np.float32]) -> None:
    """By questions that all have an answer: what is said with the statement that answers, and what without it."""
    right = np.array([pair.answers for pair in pairs])
    print(f"outside, area under the curve, pairs: {roc_auc_score(right, scores):.3f}")
    of_question: dict[str, list[tuple[float, bool]]] = {}
    for pair, score in zip(pairs, scores, strict=True):
        of_question.setdefault(pair.question, []).append((score, pair.answers))
    best = [max(each) for each in of_question.values()]
    wrong = [
        max((score for score, answers in each if not answers), default=-9.0) for each in of_question.values()
    ]
    for threshold in _SAID:
        print(
            f"log-odds {threshold:+d}: right {np.mean([answers and score >= threshold for score, answers in best]):.3f}, "
            f"refused {np.mean([score < threshold for score, _ in best]):.3f}, "
            f"without its statement invented {np.mean([score >= threshold for score in wrong]):.3f}"
        )


def _report(pairs: Sequence[Pair], scores: NDArray[np.float32]) -> None:
    """By pairs, and by questions: whether the best of a document's statements is above a threshold."""
    right = np.array([pair.answers for pair in pairs])
    print(f"area under the curve, pairs: {roc_auc_score(right, scores):.3f}")
    best: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for pair, score in zip(pairs, scores, strict=True):
        best.setdefault((pair.document, pair.question), []).append((score, pair.answers))
    answerable = np.array([any(answers for _, answers in each) for each in best.values()])
    highest = np.array([max(score for score, _ in each) for each in best.values()])
    found = np.array([max(each)[1] for each in best.values()])
    print(f"area under the curve, questions: {roc_auc_score(answerable, highest):.3f}")
    for threshold in _SAID:
        accepted = highest >= threshold
        print(
            f"log-odds {threshold:+d}: right {np.mean(accepted[answerable] & found[answerable]):.3f}, "
            f"refused {np.mean(~accepted[answerable]):.3f}, invented {np.mean(accepted[~answerable]):.3f}"
        )


if __name__ == "__main__":
    main()
