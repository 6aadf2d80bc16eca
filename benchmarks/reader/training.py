"""Trains the reader on what `python -m benchmarks.reader.data FILE` wrote, and prints what it finds in the passages of the half `dev`.

`python -m benchmarks.reader.training FILE --out FOLDER` writes the weights that differ from the packaged encoder. With a GPU it
takes three to five minutes, on two processor cores some hours.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch.nn import functional

from api.embedding.model_files import local_model
from api.embedding.packed_e5 import read_encoder
from api.settings import PACKAGED_EMBEDDING_MODEL
from benchmarks.reader.decoding import Reading, read_passage
from benchmarks.reader.network import SAME, THRESHOLD, Mentions, Network, Sizes, as_mentions

Row = dict[str, Any]
_CLIP = 1.0
_WARM = 0.1
_SHARES = {"recorded": 0.3, "facts": 1.0}
_LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--encoder", type=Path, default=local_model(PACKAGED_EMBEDDING_MODEL))
    options.add_argument("--rank", type=int, default=32)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--first", type=int, default=4, help="epochs over the recorded passages")
    options.add_argument("--epochs", type=int, default=20, help="epochs over the labelled ones")
    options.add_argument("--questions", type=int, default=8, help="epochs over questions and statements")
    options.add_argument(
        "--seconds",
        type=float,
        default=600,
        help="how long to train; what of the epochs is left then is left out",
    )
    options.add_argument(
        "--kept-aside", type=float, default=0.1, help="share of questions and statements not learnt from"
    )
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tasks", default="facts,question,statement")
    chosen = options.parse_args()
    Training(chosen).run()


class Gold(NamedTuple):
    """What the network should find in a passage, on the device."""

    nodes: Mentions
    mentions: list[tuple[int, int]]
    apart: torch.Tensor
    pairs: torch.Tensor
    types: torch.Tensor
    stated: list[tuple[int, int]]
    qualifiers: torch.Tensor


class Training:
    """Data, network and optimiser of one run."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        torch.manual_seed(options.seed)
        self.chance = random.Random(options.seed)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        with gzip.open(options.file, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        self.classes = next(row for row in rows if row["task"] == "classes")
        self.by_task: dict[str, list[Row]] = {}
        self.golds: dict[int, Gold] = {}
        for row in rows:
            self.by_task.setdefault(row["task"], []).append(row)
        passages = sorted({row["id"] for row in rows if row["task"] in ("question", "statement")})
        aside = set(self.chance.sample(passages, int(len(passages) * options.kept_aside)))
        self.aside = {
            task: [row for row in self.by_task.get(task, []) if row["id"] in aside]
            for task in ("question", "statement")
        }
        for task in ("question", "statement"):
            self.by_task[task] = [row for row in self.by_task.get(task, []) if row["id"] not in aside]
        types, relations, qualifiers = (self.classes[name] for name in ("types", "relations", "qualifiers"))
        self.types = {name: place for place, name in enumerate(types)}
        self.relations = {name: place + 2 for place, name in enumerate(relations)}
        self.qualifiers = {name: place + 1 for place, name in enumerate(qualifiers)}
        sizes = Sizes(len(types), len(relations), len(qualifiers), options.rank)
        self.network = Network(read_encoder(options.encoder, torch.float32), sizes).to(self.device)
        learnt = [parameter for parameter in self.network.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(learnt, lr=options.rate, weight_decay=0.01)
        self.learnt = learnt
        self.learnt_names: set[str] = set()

    def run(self) -> None:
        start = time.time()
        tasks = self.options.tasks.split(",")
        facts = [task for task in tasks if task == "facts"]
        others = [task for task in tasks if task != "facts"]
        first = [batch for _ in range(self.options.first) for batch in self._epoch(["recorded"])]
        rest = [batch for _ in range(self.options.epochs) for batch in self._epoch(facts)]
        rest += [batch for _ in range(self.options.questions) for batch in self._epoch(others)]
        self.chance.shuffle(rest)
        batches = first + rest
        self.network.train()
        parts: dict[str, list[torch.Tensor]] = {}
        for number, (task, rows) in enumerate(batches):
            done = max(number / len(batches), (time.time() - start) / self.options.seconds)
            if done >= 1:
                break
            for group in self.optimiser.param_groups:
                group["lr"] = self.options.rate * min(done / _WARM, (1 - done) / (1 - _WARM))
            with torch.autocast(self.device.type, torch.bfloat16):
                loss = self._loss(task, rows)
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            if task not in parts:
                self.learnt_names |= {
                    name for name, value in self.network.named_parameters() if value.grad is not None
                }
            torch.nn.utils.clip_grad_norm_(self.learnt, _CLIP)
            self.optimiser.step()
            parts.setdefault(task, []).append(loss.detach())
            if number % 200 == 199:
                means = {task: round(float(sum(last)) / len(last), 4) for task, last in parts.items()}
                print(
                    f"{number + 1} of {len(batches)}, {time.time() - start:.0f} s, losses {means}", flush=True
                )
                parts = {}
        self.network.eval()
        print("trained", number + 1, "steps", round(time.time() - start), "s", flush=True)
        self.write()
        self.evaluate()

    def _epoch(self, tasks: Sequence[str]) -> list[tuple[str, list[Row]]]:
        batches = []
        for task in tasks:
            rows = list(self.by_task.get(task, []))
            size = 8 if task in _SHARES else 64
            self.chance.shuffle(rows)
            rows.sort(key=lambda row: len(row["ids"]) // 32)
            batches += [(task, rows[start : start + size]) for start in range(0, len(rows), size)]
        self.chance.shuffle(batches)
        return batches

    def _tokens(self, rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = max(len(row["ids"]) for row in rows)
        ids = torch.ones((len(rows), longest), dtype=torch.long)
        mask = torch.zeros((len(rows), longest), dtype=torch.long)
        for place, row in enumerate(rows):
            ids[place, : len(row["ids"])] = torch.tensor(row["ids"])
            mask[place, : len(row["ids"])] = 1
        mask = mask.to(self.device)
        return self.network.tokens(ids.to(self.device), mask), mask

    def _loss(self, task: str, rows: Sequence[Row]) -> torch.Tensor:
        tokens, mask = self._tokens(rows)
        if task in _SHARES:
            return self._facts_loss(rows, tokens, mask, _SHARES[task])
        if task == "question":
            return self._question_loss(rows, tokens, mask)
        target = torch.tensor([float(row["proved"]) for row in rows], device=self.device)
        return functional.binary_cross_entropy_with_logits(
            self.network.proves(tokens[:, 0]).squeeze(-1), target
        )

    def _question_loss(self, rows: Sequence[Row], tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        target = torch.tensor([float(row["span"] is not None) for row in rows], device=self.device)
        loss = functional.binary_cross_entropy_with_logits(
            self.network.answers(tokens[:, 0]).squeeze(-1), target
        )
        held = [
            place
            for place, row in enumerate(rows)
            if row["span"] is not None and row["span"][1] <= mask.shape[1]
        ]
        if not held:
            return loss
        scores = self.network.answer(tokens[held], mask[held]).flatten(1)
        width = mask.shape[1]
        right = torch.tensor(
            [rows[place]["span"][0] * width + rows[place]["span"][1] - 1 for place in held],
            device=self.device,
        )
        return loss + 0.5 * functional.cross_entropy(scores, right)

    def _facts_loss(
        self, rows: Sequence[Row], tokens: torch.Tensor, mask: torch.Tensor, share: float
    ) -> torch.Tensor:
        scores = self.network.mentions(tokens, mask).float()
        golds = [self._gold(row) for row in rows]
        spans = [(place, start, end - 1) for place, gold in enumerate(golds) for start, end in gold.mentions]
        right = torch.zeros(scores.shape)
        right[tuple(torch.tensor(spans).T)] = 1
        mention = _multilabel(scores.flatten(1), right.to(self.device, non_blocking=True).flatten(1)).mean()
        losses = [
            self._pairs_loss(row, tokens[place, : len(row["ids"])], gold)
            for place, (row, gold) in enumerate(zip(rows, golds, strict=True))
            if len(gold.mentions) > 1 and len(gold.apart)
        ]
        return share * (mention + torch.stack(losses).mean()) if losses else share * mention

    def _pairs_loss(self, row: Row, tokens: torch.Tensor, gold: "Gold") -> torch.Tensor:
        vectors = self.network.entities(tokens, gold.nodes)
        logits, looks = self.network.pairs(tokens, vectors)
        loss = _adaptive(logits.float().flatten(0, 1)[gold.apart], gold.pairs)
        if row["task"] == "recorded":
            return loss
        loss = loss + 0.5 * functional.cross_entropy(self.network.kind(vectors).float(), gold.types)
        if gold.stated:
            found = self.network.qualifiers(tokens, vectors, looks, gold.stated).float()
            loss = loss + functional.cross_entropy(found.flatten(0, 1), gold.qualifiers)
        return loss

    def _gold(self, row: Row) -> "Gold":
        """What the network should find, made once."""
        if (known := self.golds.get(id(row))) is not None:
            return known
        nodes, owners = _nodes(row, len(row["ids"]))
        count = len(nodes)
        of: dict[int, list[int]] = {}
        for node, owner in enumerate(owners):
            of.setdefault(owner, []).append(node)
        pairs = torch.zeros((count, count, len(self.relations) + 2))
        for alike in of.values():
            for one in alike:
                for other in alike:
                    if one != other:
                        pairs[one, other, SAME] = 1
        stated, kinds = [], []
        for head, relation, tail, qualifiers in row["facts"]:
            if relation not in self.relations or head not in of or tail not in of or head == tail:
                continue
            for one in of[head]:
                for other in of[tail]:
                    pairs[one, other, self.relations[relation]] = 1
            stated.append((of[head][0], of[tail][0]))
            kinds.append({of[entity][0]: kind for kind, entity in qualifiers.items() if entity in of})
        bound = torch.zeros((len(stated), count), dtype=torch.long)
        for place, each in enumerate(kinds):
            for node, kind in each.items():
                bound[place, node] = self.qualifiers.get(kind, 0)
        apart = (~torch.eye(count, dtype=torch.bool)).flatten().nonzero().flatten()
        self.golds[id(row)] = gold = Gold(
            nodes=as_mentions(nodes, self.device),
            mentions=[mention for node in nodes for mention in node],
            apart=apart.to(self.device),
            pairs=pairs.flatten(0, 1)[apart].to(self.device),
            types=torch.tensor([self.types.get(row["types"][owner], 0) for owner in owners]).to(self.device),
            stated=stated,
            qualifiers=bound.flatten().to(self.device),
        )
        return gold

    @torch.inference_mode()
    def evaluate(self) -> None:
        """Print precision and recall of the facts of `dev`, and of the questions and statements kept aside."""
        for language in ("en", "ko") if "facts" in self.options.tasks else ():
            rows = [row for row in self.by_task["dev"] if row["id"].startswith("tyk") == (language == "ko")]
            found = [(row, self._read(row)) for row in rows]
            print(language, _mention_scores(found, self.classes["types"]))
            for limit in _LIMITS:
                print(language, limit, _fact_scores(found, self.classes["relations"], limit), flush=True)
        for task in ("question", "statement"):
            scored = []
            for start in range(0, len(self.aside[task]), 64):
                rows = self.aside[task][start : start + 64]
                tokens, _ = self._tokens(rows)
                head = self.network.answers if task == "question" else self.network.proves
                for row, score in zip(rows, head(tokens[:, 0]).squeeze(-1).sigmoid().tolist(), strict=True):
                    right = row["proved"] if task == "statement" else row["span"] is not None
                    scored.append((score, right, row.get("why", "")))
            for limit in (0.5, 0.7, 0.9):
                yes = [score >= limit for score, right, _ in scored if right]
                no = [score >= limit for score, right, _ in scored if not right]
                print(
                    task, limit, f"right passed {sum(yes)} of {len(yes)}, wrong passed {sum(no)} of {len(no)}"
                )

    def _read(self, row: Row) -> Reading:
        tokens, mask = self._tokens([row])
        return read_passage(self.network, tokens[0], mask, row["ids"])

    def write(self) -> None:
        """Write the learnt weights in 16 bits and the names of the classes."""
        from safetensors.torch import save_file

        self.options.out.mkdir(parents=True, exist_ok=True)
        learnt = {
            name: value.detach().to("cpu", torch.float16).contiguous()
            for name, value in self.network.named_parameters()
            if name in self.learnt_names
        }
        save_file(learnt, self.options.out / "reader.safetensors")
        names = {key: self.classes[key] for key in ("types", "relations", "qualifiers")}
        names["rank"] = self.options.rank
        (self.options.out / "reader.json").write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


def _nodes(row: Row, tokens: int) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """The names of each entity, each with its mentions, and which entity each is one of."""
    nodes, owners = [], []
    for entity, groups in enumerate(row["entities"]):
        for group in groups:
            mentions = sorted({(start, end) for start, end in group if end <= tokens})
            if mentions:
                nodes.append(mentions)
                owners.append(entity)
    return nodes, owners


def _multilabel(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Su's loss for several right classes among very many: those above 0, the others below."""
    signed = (1 - 2 * gold) * scores
    wrong = signed - gold * 1e12
    missed = signed - (1 - gold) * 1e12
    zero = torch.zeros_like(scores[:, :1])
    return torch.logsumexp(torch.cat([wrong, zero], -1), -1) + torch.logsumexp(
        torch.cat([missed, zero], -1), -1
    )


def _adaptive(logits: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """ATLOP's loss: right classes above the threshold class, the others below it."""
    border = torch.zeros_like(gold)
    border[:, THRESHOLD] = 1
    gold = gold.clone()
    gold[:, THRESHOLD] = 0
    above = logits - (1 - gold - border) * 1e30
    first = -(functional.log_softmax(above, -1) * gold).sum(-1)
    below = logits - gold * 1e30
    second = -(functional.log_softmax(below, -1) * border).sum(-1)
    return (first + second).sum() / (gold.sum(-1) > 0).sum().clamp(min=1)


def _mention_scores(found: Sequence[tuple[Row, Reading]], types: Sequence[str]) -> str:
    right = given = typed = whole = 0
    for row, reading in found:
        gold = {
            (s, e): t
            for groups, t in zip(row["entities"], row["types"], strict=True)
            for g in groups
            for s, e in g
        }
        for entity in reading.entities:
            given += 1
            kinds = [gold[m] for m in entity.mentions if m in gold]
            whole += bool(kinds)
            typed += bool(kinds) and types[entity.type] in kinds
        seen = {m for entity in reading.entities for m in entity.mentions}
        right += sum(any((s, e) in seen for g in groups for s, e in g) for groups in row["entities"])
    total = sum(len(row["entities"]) for row, _ in found)
    return f"entities found {right / total:.2f}, whole {whole / max(given, 1):.2f}, exact types of whole {typed / max(whole, 1):.2f}"


def _fact_scores(found: Sequence[tuple[Row, Reading]], relations: Sequence[str], limit: float) -> str:
    correct = given = held = total = 0
    for row, reading in found:
        owner = {(s, e): n for n, groups in enumerate(row["entities"]) for g in groups for s, e in g}
        gold = {(h, r, t) for h, r, t, _ in row["facts"]}
        wide = gold | {(h, r, t) for h, r, t, _ in row.get("also", [])}
        seen = set()
        for fact in reading.facts:
            if fact.probability < limit:
                continue
            heads, tails = (
                {owner[m] for m in reading.entities[end].mentions if m in owner}
                for end in (fact.head, fact.tail)
            )
            hits = {(h, relations[fact.relation], t) for h in heads for t in tails} & wide
            given += 1
            correct += bool(hits)
            seen |= {(h, r, t) for h, r, t in gold for h2, r2, t2 in hits if (h, t) == (h2, t2)}
        held += len(seen)
        total += len(gold)
    return f"facts {given}, correct {correct / max(given, 1):.3f}, found {held / total:.3f}"


if __name__ == "__main__":
    main()
