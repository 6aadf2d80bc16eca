"""Passages from which the reader learns, as token numbers: labelled ones, and those with recorded triples of GPT-3.5.

`python -m benchmarks.reader.data FILE` writes them; the labels are in benchmarks/labels/reading, the texts in the folder that
CITEGRAPH_BENCH_DATA names. Passages of `benchmarks/labels/facts.*.jsonl` are never learnt from: those of the half `dev`
are written apart, to choose by.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.data_folder import data_folder
from benchmarks.fact_labels import LABELS, read_labels
from benchmarks.reader.network import Mention
from benchmarks.reader.tokens import ReaderTokens
from evaluation.data import EvalPassage, read_passages
from evaluation.recorded import load_recorded
from evaluation.recorded_types import OwnTypes
from extraction.schema.statements import StatementReader
from extraction.schema.vocabulary import Vocabulary, find_vocabulary
from kg.text.lemma import relation_lemma
from kg.text.name_key import name_key

_FOLDERS = ("musique", "hotpotqa", "tydiqa-ko")
_LEARNT = LABELS / "reading"
_SEED = 20261126
_HARD, _EASY = 2, 1
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)")
Json = dict[str, Any]
Fact = tuple[str, str, str, dict[str, str]]


def main() -> None:
    """Write one JSON object a line, gzipped: first the names of the classes, then the examples."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    chosen = options.parse_args()
    texts = {
        passage.id: passage
        for folder in _FOLDERS
        for passage in read_passages(data_folder(folder) / "passages.jsonl.gz")
    }
    maker = _Maker(texts)
    with gzip.open(chosen.file, "wt", encoding="utf-8") as out:
        counts = Counter[str]()
        for row in maker.rows():
            counts[str(row["task"])] += 1
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(dict(counts))


class _Maker:
    def __init__(self, texts: dict[str, EvalPassage]) -> None:
        self._texts = dict(texts)
        self._tokens = ReaderTokens()
        self._vocabulary = _vocabulary("general")
        self._domains = [_vocabulary(name) for name in ("companies", "film-music")]
        self._random = random.Random(_SEED)
        self._labels = [
            json.loads(line)
            for file in sorted(_LEARNT.glob("*.jsonl"))
            for line in file.read_text(encoding="utf-8").splitlines()
        ]
        own = {row["passage"]: row for row in self._labels if "text" in row}
        self._texts |= {
            name: EvalPassage(id=name, title=row["title"], text=row["text"]) for name, row in own.items()
        }

    def rows(self) -> Iterator[Json]:
        relations = sorted(
            {fact[1] for row in self._labels for fact in row["facts"]} | set(self._vocabulary.relation_types)
        )
        kinds = Counter(
            kind for row in self._labels for fact in row["facts"] if len(fact) > 3 for kind in fact[3]
        )
        yield {
            "task": "classes",
            "types": sorted(self._vocabulary.entity_types),
            "relations": relations,
            "qualifiers": sorted(kind for kind, count in kinds.items() if count >= 8),
        }
        for row in self._labels:
            yield self._passage(row, "facts")
        yield from self._dev()
        yield from self._recorded()
        yield from self._questions()

    def _passage(self, row: Json, task: str) -> Json:
        passage = self._texts[row["passage"]]
        entities = [
            {"names": [each["name"], *each.get("aliases", [])], "type": each["type"]}
            for each in row["entities"]
        ]
        facts: list[Fact] = [
            (fact[0], fact[1], fact[2], fact[3] if len(fact) > 3 else {}) for fact in row["facts"]
        ]
        return self._example(task, passage, entities, facts)

    def _dev(self) -> Iterator[Json]:
        for language in ("en", "ko"):
            for passage in read_labels(language):
                if passage.half != "dev" or passage.passage not in self._texts:
                    continue
                entities: list[Json] = [
                    {"names": [each.name, *each.aliases], "type": each.type} for each in passage.entities
                ]
                facts: list[Fact] = [(fact.head, fact.relation, fact.tail, {}) for fact in passage.facts]
                also: list[Fact] = [(*each, {}) for fact in passage.facts for each in fact.also]
                row = self._example("dev", self._texts[passage.passage], entities, facts)
                row["also"] = self._example("dev", self._texts[passage.passage], entities, also)["facts"]
                yield row

    def _recorded(self) -> Iterator[Json]:
        """What GPT-3.5 made of the passages that no label is of, in the relations of the vocabulary."""
        labelled = {each.passage for language in ("en", "ko") for each in read_labels(language)}
        learnt = {row["passage"] for row in self._labels}
        passages = [
            passage
            for passage in self._texts.values()
            if passage.id.startswith("mq") and passage.id not in labelled | learnt
        ]
        by_text = {passage.whole: passage for passage in passages}
        every = {passage.id: passage.whole for passage in self._texts.values() if passage.id.startswith("mq")}
        own = OwnTypes(list(by_text.values()))
        reader = StatementReader(None, self._vocabulary)
        for recorded in load_recorded(data_folder("musique") / "openie.jsonl.gz", every):
            if (passage := by_text.get(recorded.text)) is None:
                continue
            typed = own.typed(recorded)
            types = {each.name: each.type for each in typed.entities}
            facts: list[Fact] = []
            for triple in typed.triples:
                statement = reader.read(triple, "en")
                head, relation, tail = statement.pattern
                if relation not in self._vocabulary.relation_types:
                    continue
                inverted = statement.turned != relation_lemma(triple.relation).inverted
                ends = (triple.tail, triple.head) if inverted else (triple.head, triple.tail)
                facts.append((ends[0], relation, ends[1], {}))
                types[ends[0]], types[ends[1]] = head, tail
            entities: list[Json] = [{"names": [name], "type": kind} for name, kind in types.items()]
            yield self._example("recorded", passage, entities, facts)

    def _example(self, task: str, passage: EvalPassage, entities: list[Json], facts: Sequence[Fact]) -> Json:
        """Spans and facts as numbers of tokens and entities; a fact whose end has no span is left out."""
        text = self._tokens.passage(passage.title, passage.text)
        spans: list[list[list[Mention]]] = []
        types: list[str] = []
        place: dict[str, int] = {}
        for each in entities:
            found = _outermost({span for name in each["names"] for span in _spans(name, text.text)})
            groups: defaultdict[str, list[Mention]] = defaultdict(list)
            for start, end in found:
                if (tokens := text.tokens(start, end)) is not None:
                    groups[name_key(text.text[start:end])].append(tokens)
            if not groups:
                continue
            place[name_key(each["names"][0])] = len(spans)
            spans.append(list(groups.values()))
            types.append(self._general_type(each["type"]))
        numbered = [
            [place[name_key(head)], relation, place[name_key(tail)], self._placed(qualifiers, place)]
            for head, relation, tail, qualifiers in facts
            if name_key(head) in place and name_key(tail) in place
        ]
        return {
            "task": task,
            "id": passage.id,
            "ids": text.ids,
            "entities": spans,
            "types": types,
            "facts": numbered,
            "lost": len(facts) - len(numbered),
        }

    def _general_type(self, name: str) -> str:
        """The type, or of one that only a vocabulary of one domain has, its parent."""
        for vocabulary in self._domains:
            if name not in self._vocabulary.entity_types and name in vocabulary.entity_types:
                return next(
                    kind for kind in vocabulary.lineage(name) if kind in self._vocabulary.entity_types
                )
        return name

    @staticmethod
    def _placed(qualifiers: dict[str, str], place: dict[str, int]) -> dict[str, int]:
        return {kind: place[name_key(name)] for kind, name in qualifiers.items() if name_key(name) in place}

    def _questions(self) -> Iterator[Json]:
        near = _Near([self._texts[row["passage"]] for row in self._labels])
        for row in self._labels:
            passage = self._texts[row["passage"]]
            for question in row["questions"]:
                span = _answer_span(question, passage.text)
                if question["a"] is None or span is not None:
                    yield self._question(question["q"], passage, span)
                for other in near.of(question["q"], passage, self._random):
                    yield self._question(question["q"], other, None)
            for statement in row["statements"]:
                text = self._tokens.pair(statement["t"], passage.title, passage.text)
                yield {
                    "task": "statement",
                    "id": passage.id,
                    "ids": text.ids,
                    "proved": bool(statement["proved"]),
                    "why": statement.get("why", ""),
                }

    def _question(self, question: str, passage: EvalPassage, span: tuple[int, int] | None) -> Json:
        text = self._tokens.pair(question, passage.title, passage.text)
        row: Json = {"task": "question", "id": passage.id, "ids": text.ids, "span": None}
        if span is not None:
            shift = len(passage.title) + 1
            row["span"] = text.tokens(span[0] + shift, span[1] + shift)
        return row


def _vocabulary(name: str) -> Vocabulary:
    found = find_vocabulary(name)
    if found is None:
        raise ValueError(f"no vocabulary is called {name}")
    return found


class _Near:
    """Passages that share rare words with a question and do not answer it: what a search brings up beside the right one."""

    def __init__(self, passages: Sequence[EvalPassage]) -> None:
        self._passages = passages
        self._words = [set(_words(f"{passage.title} {passage.text}")) for passage in passages]
        self._counts = Counter(word for words in self._words for word in words)

    def of(self, question: str, own: EvalPassage, chance: random.Random) -> list[EvalPassage]:
        wanted = set(_words(question))
        scored = [
            (sum(1 / self._counts[word] for word in wanted & words), place)
            for place, words in enumerate(self._words)
            if self._passages[place].id != own.id and self._passages[place].title != own.title
        ]
        best = [place for score, place in sorted(scored, reverse=True)[:_HARD] if score > 0]
        others = [chance.randrange(len(self._passages)) for _ in range(_EASY)]
        chosen = [self._passages[place] for place in [*best, *others]]
        return [each for each in chosen if each.title != own.title]


def _words(text: str) -> Iterable[str]:
    for word in re.findall(r"\w+", text.casefold()):
        yield word if word.isascii() else word[:2]


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other one, in their order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _spans(name: str, text: str) -> list[tuple[int, int]]:
    name = _ARTICLE.sub("", name)
    before = r"(?<![\w])" if name[:1].isalnum() else ""
    after = r"(?![\w])" if name[-1:].isascii() and name[-1:].isalnum() else ""
    if re.search("[가-힣]", name + text[:40]):
        after = r"(?![A-Za-z0-9])" if after else ""
    return [match.span() for match in re.finditer(before + re.escape(name) + after, text)]


def _answer_span(question: Json, text: str) -> tuple[int, int] | None:
    """Where the answer stands: in the sentence that begins with `s`, if it stands there word for word, else its beginning."""
    if question["a"] is None:
        return None
    start = text.find(str(question["s"]).strip())
    if start < 0:
        return None
    found = text.find(str(question["a"]), start)
    if found < 0:
        found = text.find(str(question["a"]))
    if found < 0:
        return start, start + len(str(question["s"]).strip())
    return found, found + len(str(question["a"]))


if __name__ == "__main__":
    main()
