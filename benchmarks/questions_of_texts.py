"""`make bench-questions`: ask labelled questions of the one text that each was written for, without a chat model.

The texts are 774 passages of MuSiQue, HotpotQA and TyDi QA (`labels/reading`; the folder that CITEGRAPH_BENCH_DATA names has them) and 125
documents written as councils, clubs, shops and museums write theirs (`labels/asking`), half of the questions without an answer
though the text knows their names. Nothing is searched: the whole text is the passage found, so the figures are of the
answering alone, by the rules alone and with the trained reader. A tenth of the texts is asked, chosen by their names: from those the
reader has not learnt.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from api.embedding.answer_reader import PackedAnswerReader
from benchmarks.data_folder import RESULTS, data_folder
from benchmarks.fact_labels import LABELS
from evaluation.data import EvalPassage, read_passages
from extraction.load.markdown import Markdown
from kg.text.language import detect_language
from retrieval.answer.citable import CitablePassages
from retrieval.answer.extractive import answer_by_sentences
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.retrieval import Passage

_FOLDERS = ("musique", "hotpotqa", "tydiqa-ko")
_AT = datetime(2026, 1, 1, tzinfo=UTC)
Json = dict[str, Any]


@dataclass(frozen=True)
class LabelledText:
    """A text with questions: `a` is the answer or None, `s` the sentence that answers, or its first words."""

    labels: str
    name: str
    title: str
    text: str
    questions: Sequence[Json]

    def passage(self) -> Passage:
        """The whole text as a passage found."""
        (read,) = Markdown().read(self.text.encode(), self.name, max_bytes=len(self.text.encode()))
        language, end = detect_language(read.text), len(read.text)
        document = Document(
            id=self.name,
            source=self.name,
            sha256="",
            title=self.title,
            media_type="text/markdown",
            language=language,
            ingested_at=_AT,
            blocks=read.blocks,
        )
        chunk = Chunk(
            id=self.name, document_id=self.name, index=0, text=read.text, start=0, end=end, language=language
        )
        return Passage(
            document_id=self.name,
            title=self.title,
            source=self.name,
            text=read.text,
            start=0,
            end=end,
            chunk_ids=(self.name,),
            hits=(self.name,),
            score=1.0,
            chunks=(chunk,),
            document=document,
        )


def labelled_texts() -> Iterator[LabelledText]:
    """All texts that have labelled questions."""
    texts = {passage.id: passage for passage in benchmark_passages()}
    for labels in ("asking", "reading"):
        for file in sorted((LABELS / labels).glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                known = texts.get(row.get("passage", ""))
                title, text = (row["title"], row["text"]) if known is None else (known.title, known.text)
                name = str(row.get("passage") or row["id"])
                yield LabelledText(labels, name, title, text, row["questions"])


def benchmark_passages() -> Iterator[EvalPassage]:
    """The passages of MuSiQue, HotpotQA and TyDi QA."""
    for folder in _FOLDERS:
        yield from read_passages(data_folder(folder) / "passages.jsonl.gz")


def is_aside(name: str) -> bool:
    """Whether the text is of the tenth that is asked, and from which nothing is learnt."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def main() -> None:
    """Ask, print a table and write results/questions_of_texts.json."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    texts = [text for text in labelled_texts() if is_aside(text.name)]
    counts: dict[str, Counter[str]] = {}
    with ProcessPoolExecutor(2) as pool:
        for text, verdicts in zip(texts, pool.map(_ask, texts, chunksize=4), strict=True):
            for way, language, verdict in verdicts:
                counts.setdefault(f"{text.labels}, {language}, {way}", Counter())[verdict] += 1
    print(_page(counts))
    found = {name: dict(counts[name]) for name in sorted(counts)}
    file = RESULTS / "questions_of_texts.json"
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _ask(text: LabelledText) -> list[tuple[str, str, str]]:
    """How it was answered, language and verdict of each question in the language of the text."""
    passages, settings = CitablePassages([text.passage()]), AnswerSettings()
    found: list[tuple[str, str, str]] = []
    for question in text.questions:
        analysis = analyse_by_rules(question["q"])
        if analysis.language != detect_language(text.text):
            continue
        for way, reader in (("rules", None), ("rules and reader", _reader())):
            answer = answer_by_sentences(analysis, (), passages, settings, reader)
            verdict = _verdict(question, [one.text for one in answer.sentences])
            found.append((way, analysis.language, verdict))
    return found


@cache
def _reader() -> PackedAnswerReader:
    return PackedAnswerReader("auto")


def _verdict(question: Json, shown: Sequence[str]) -> str:
    if question["a"] is None:
        return "invented" if shown else "rightly refused"
    if not shown:
        return "refused"
    text = squeezed(" ".join(shown))
    said = squeezed(str(question["s"])) in text or (
        question["a"] not in {"yes", "no", "예", "네", "아니요"} and squeezed(str(question["a"])) in text
    )
    return "right" if said else "wrong"


def _page(counts: Mapping[str, Counter[str]]) -> str:
    lines = ["| questions | answered rightly | wrongly | refused | invented |", "|---|---|---|---|---|"]
    for name, found in sorted(counts.items()):
        answerable = found["right"] + found["wrong"] + found["refused"]
        others = found["invented"] + found["rightly refused"]
        shares = [f"{found[one] / answerable:.0%}" for one in ("right", "wrong", "refused")]
        lines.append(
            f"| {name}, {answerable} and {others} | {' | '.join(shares)} | {found['invented'] / others:.0%} |"
        )
    return "\n".join(lines)


def squeezed(text: str) -> str:
    """In small letters, with one blank between words."""
    return " ".join(text.casefold().split())


if __name__ == "__main__":
    main()
