"""`python -m benchmarks.answer_reader`: teach the reader that says whether a statement answers a question, and measure it.

It learns from the questions of `benchmarks/labels/reading` (passages of the folder that CITEGRAPH_BENCH_DATA names) and of
`benchmarks/labels/asking` (documents of their own), of which a tenth is kept aside: those are what the printed figures are of.
With `--squad` it learns from questions of SQuAD, too, and with `--outside` it is measured on others of SQuAD
(`benchmarks/reader_squad.py`). The documents and questions of `benchmarks/labels/answers` are never learnt from.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from api.embedding.answer_network import WEIGHTS, adapted_layers, padded, pair_tokens
from api.embedding.model_files import local_model
from api.embedding.packed_e5 import read_encoder, read_tokenizer
from api.settings import PACKAGED_EMBEDDING_MODEL
from benchmarks.questions_of_texts import LabelledText, benchmark_passages, is_aside, labelled_texts
from benchmarks.reader_squad import near_elsewhere, squad_texts
from kg.text.hangul import has_hangul
from kg.text.language import detect_language
from kg.text.words import content_words
from retrieval.answer.citable import CitablePassages
from retrieval.answer.statement import Statement, statements_of

_NEAR = 2
_ELSEWHERE, _IN_ITS_WORDS = 0.25, 0.4
"""Of how many questions a statement of another document is learnt, too, and the question in the text's own words."""
_RANK = 32
_OUTSIDE = 500
_BATCH = 32
_ASKS = re.compile(
    r"(?i)\b(?:who|whom|when|what year|where|how (?:many|much|long|old)|what|which)\b|누가|누구|언제|몇 년|어디|몇|얼마|무엇|어느"
)
Json = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A question and a statement of a document; `answers` says whether it answers."""

    question: str
    told: str
    answers: bool
    document: str
    labels: str


def main() -> None:
    """Teach, measure, and write the weights; with `--measure` only measure those that there are."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--measure", action="store_true")
    options.add_argument("--start", type=Path, default=None, help="weights to go on from")
    options.add_argument(
        "--first-layer", type=int, default=0, help="layers below stay as they are at the start"
    )
    options.add_argument("--epochs", type=float, default=3)
    options.add_argument("--rate", type=float, default=5e-4)
    options.add_argument("--minutes", type=float, default=60, help="the longest that it may learn")
    options.add_argument(
        "--passages",
        type=float,
        default=1.0,
        help="share of the pairs of labels/reading that is learnt from, 0..1",
    )
    options.add_argument("--squad", type=Path, default=None, help="train-v1.1.json, to learn from it, too")
    options.add_argument(
        "--squad-questions", type=int, default=10_000, help="how many of its questions are learnt from"
    )
    options.add_argument(
        "--outside", type=Path, default=None, help="dev-v1.1.json, to measure on 500 of it, too"
    )
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    pairs = list(_pairs())
    aside = {document for document in {pair.document for pair in pairs} if is_aside(document)}
    chance = random.Random(1)
    learnt = [
        pair
        for pair in pairs
        if pair.document not in aside and (pair.labels != "reading" or chance.random() < given.passages)
    ]
    kept = [pair for pair in pairs if pair.document in aside]
    if given.squad is not None:
        learnt += _of_squad(given.squad, given.squad_questions, chance)
    print(f"{len(learnt)} pairs to learn, {len(kept)} kept aside, of {len(aside)} documents", flush=True)
    reader = _Learner(given.out if given.measure else given.start)
    if not given.measure:
        reader.freeze_below(given.first_layer)
        reader.learn(learnt, epochs=given.epochs, rate=given.rate, minutes=given.minutes)
        reader.save(given.out)
    _report(kept, reader.scores(kept))
    if given.outside is not None:
        others = _of_squad(given.outside, _OUTSIDE, random.Random(1))
        _report_outside(others, reader.scores(others))


def _report_outside(pairs: Sequence[Pair], scores: Sequence[float]) -> None:
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
    for threshold in (-1, 0, 1, 2, 3):
        print(
            f"log-odds {threshold:+d}: right {np.mean([answers and score >= threshold for score, answers in best]):.3f}, "
            f"refused {np.mean([score < threshold for score, _ in best]):.3f}, "
            f"without its statement invented {np.mean([score >= threshold for score in wrong]):.3f}"
        )


def _report(pairs: Sequence[Pair], scores: Sequence[float]) -> None:
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
    for threshold in (-1, 0, 1, 2, 3):
        accepted = highest >= threshold
        print(
            f"log-odds {threshold:+d}: right {np.mean(accepted[answerable] & found[answerable]):.3f}, "
            f"refused {np.mean(~accepted[answerable]):.3f}, invented {np.mean(accepted[~answerable]):.3f}"
        )


class _LowRank(nn.Module):
    """A linear layer whose weights are changed by a product of two thin matrices; it computes with bfloat16."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(_RANK, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, _RANK))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        """Shape (..., out)."""
        weight = (self.base.weight + self.up @ self.down).to(torch.bfloat16)
        return nn.functional.linear(vectors.to(torch.bfloat16), weight, self.base.bias.to(torch.bfloat16))


class _Learner:
    def __init__(self, start: Path | None) -> None:
        file = local_model(PACKAGED_EMBEDDING_MODEL)
        if file is None:
            raise SystemExit(f"{PACKAGED_EMBEDDING_MODEL} is not installed")
        self._tokenizer = read_tokenizer(file)
        self._encoder = read_encoder(file, torch.float32)
        for parameter in self._encoder.parameters():
            parameter.requires_grad_(False)
        self._changes = {}
        for name, layer in list(adapted_layers(self._encoder)):
            parent, _, own = name.rpartition(".")
            changed = _LowRank(layer)
            setattr(self._encoder.get_submodule(parent), own, changed)
            self._changes[name] = changed
        self._head = nn.Linear(self._encoder.config.hidden_size, 1)
        if start is not None:
            self._load(load_file(start))

    def _load(self, learnt: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, changed in self._changes.items():
                changed.up.copy_(learnt[f"{name}.up"])
                changed.down.copy_(learnt[f"{name}.down"])
            self._head.weight.copy_(learnt["answers.weight"])
            self._head.bias.copy_(learnt["answers.bias"])

    def save(self, file: Path) -> None:
        changes = {
            f"{name}.{part}": getattr(changed, part).detach()
            for name, changed in self._changes.items()
            for part in ("up", "down")
        }
        head = {"answers.weight": self._head.weight.detach(), "answers.bias": self._head.bias.detach()}
        save_file({name: value.half().contiguous() for name, value in (changes | head).items()}, file)

    def freeze_below(self, layer: int) -> None:
        for name, changed in self._changes.items():
            number = int(name.split(".")[2])
            changed.up.requires_grad_(number >= layer)
            changed.down.requires_grad_(number >= layer)

    def learn(self, pairs: Sequence[Pair], *, epochs: float, rate: float, minutes: float) -> None:
        chance = random.Random(1)
        ids = [pair_tokens(self._tokenizer, pair.question, pair.told) for pair in pairs]
        answers = torch.tensor([float(pair.answers) for pair in pairs])
        batches = [batch for _ in range(int(epochs)) for batch in _batches(ids, chance)]
        weights = [weight for changed in self._changes.values() for weight in (changed.up, changed.down)]
        parameters = [*self._head.parameters(), *(weight for weight in weights if weight.requires_grad)]
        optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
        start = time.time()
        losses: list[float] = []
        for number, batch in enumerate(batches):
            done = max(number / len(batches), (time.time() - start) / (60 * minutes))
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = rate * min(done / 0.05, (1 - done) / 0.95)
            # The kernel for long texts is slower here, backwards above all.
            with sdpa_kernel(SDPBackend.MATH):
                with torch.autocast("cpu", torch.bfloat16):
                    logits = self._logits([ids[place] for place in batch])
                loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), answers[batch])
                optimiser.zero_grad(set_to_none=True)
                loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            losses.append(float(loss.detach()))
            if number % 50 == 0:
                mean = sum(losses[-50:]) / len(losses[-50:])
                print(
                    f"{number} of {len(batches)} batches, loss {mean:.3f}, {time.time() - start:.0f} s",
                    flush=True,
                )

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        ids = [pair_tokens(self._tokenizer, pair.question, pair.told) for pair in pairs]
        found = [0.0] * len(pairs)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for batch in _batches(ids, random.Random(1)):
                for place, score in zip(
                    batch, self._logits([ids[each] for each in batch]).tolist(), strict=True
                ):
                    found[place] = score
        return found

    def _logits(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        tokens, mask = padded(ids)
        vectors = self._encoder(input_ids=tokens, attention_mask=mask).last_hidden_state[:, 0]
        logits: torch.Tensor = self._head(vectors)[:, 0]
        return logits


def _batches(ids: Sequence[Sequence[int]], chance: random.Random) -> list[list[int]]:
    """Places, those of like length together, the batches in any order."""
    order = sorted(range(len(ids)), key=lambda place: (len(ids[place]), chance.random()))
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    chance.shuffle(batches)
    return batches


def _pairs() -> Iterator[Pair]:
    chance = random.Random(1)
    texts = list(labelled_texts())
    stated = [statements_of(CitablePassages([text.passage()])) for text in texts]
    for text, statements in zip(texts, stated, strict=True):
        for question in text.questions:
            yield from _of_question(question, statements, text)
            in_its_words = _in_words_of_text(question)
            if in_its_words is not None and chance.random() < _IN_ITS_WORDS:
                yield from _of_question(in_its_words, statements, text)
            elsewhere = chance.choice(stated)
            if elsewhere and elsewhere is not statements and chance.random() < _ELSEWHERE:
                yield Pair(question["q"], chance.choice(elsewhere).told, False, text.name, text.labels)


def _of_squad(file: Path, most: int, chance: random.Random) -> list[Pair]:
    """Pairs of so many of its questions; no paragraph that shares a sentence with the passages of the benchmarks is among them."""
    texts = list(squad_texts(file, unlike=[text.text for text in benchmark_passages()]))
    texts = chance.sample(texts, min(most, len(texts)))
    stated = [(text, statements_of(CitablePassages([text.passage()]))) for text in texts]
    pairs = [
        pair
        for text, statements in stated
        for question in text.questions
        for pair in _of_question(question, statements, text)
    ]
    near = (Pair(near.question, near.told, False, near.article, "squad") for near in near_elsewhere(stated))
    return [*pairs, *near]


def _of_question(question: Json, statements: Sequence[Statement], text: LabelledText) -> Iterator[Pair]:
    """The statement that answers, and those that are likest to the question and do not."""
    asked = question["q"]
    wanted = {word.casefold() for word in content_words(asked, detect_language(asked))}
    answer = _squeezed(str(question["a"] or ""))
    others: list[tuple[int, int, Statement]] = []
    for place, statement in enumerate(statements):
        if is_gold(question, statement):
            yield Pair(asked, statement.told, True, text.name, text.labels)
        elif not answer or answer not in _squeezed(statement.sentence.text):
            shared = sum(word in statement.told.casefold() for word in wanted)
            others.append((-shared, place, statement))
    for _, _, statement in sorted(others, key=lambda other: other[:2])[: _NEAR + (question["a"] is None)]:
        yield Pair(asked, statement.told, False, text.name, text.labels)


def _in_words_of_text(question: Json) -> Json | None:
    """The sentence that answers as a question, an interrogative in the place of the answer; None where that is not in it.

    Without these the reader would learn that what shares many words with a question is there to tempt.
    """
    answer, sentence = str(question["a"] or ""), str(question.get("s") or "")
    asks = _ASKS.search(question["q"])
    if len(answer) < 2 or answer not in sentence or asks is None or sentence.startswith("|"):
        return None
    if has_hangul(question["q"]) != has_hangul(sentence):
        return None
    before, _, after = sentence.rstrip(".").partition(answer)
    own = f"{before}{asks[0]}{after}" if has_hangul(sentence) or not before else f"{asks[0]} {before}{after}"
    return question | {"q": f"{' '.join(own.split())}?"}


def is_gold(question: Json, statement: Statement) -> bool:
    """Whether it is the statement that the label says answers."""
    gold, own = _squeezed(question.get("s") or ""), _squeezed(statement.sentence.text)
    return question["a"] is not None and bool(gold) and (gold in own or gold.startswith(own))


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().split())


if __name__ == "__main__":
    main()
