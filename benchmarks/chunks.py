"""`make bench-chunks`: how well what answers questions is found when documents are split by each strategy.

The documents are a fifteenth of those of `labels/asking`, as councils, clubs, shops and museums write theirs, with the questions that they
answer; the sentence that answers is what has to be found.
"""

import argparse
import asyncio
import json
from collections.abc import Iterator

from api.models import build_embedder
from api.parts import SPLITTERS
from api.settings import Settings
from benchmarks.data_folder import RESULTS
from benchmarks.fact_labels import LABELS
from evaluation.data import EvalQuestion, GoldSpan
from evaluation.gold import DocumentText
from evaluation.splitting import SplitScores, locate_gold, score_strategies
from extraction.load.markdown import Markdown
from extraction.split.comparison import StrategyReport, report_on
from extraction.split.settings import SplitSettings
from kg.text.language import detect_language
from schemas.document import LoadedDocument
from schemas.ports import no_progress

_MAX_BYTES = 1_000_000
_MAX_CHARS = 400
_EVERY = 15
_FIGURES = ("gold_text", "recall@5", "whole", "mrr")
_HEAD = "| strategy | chunks | mean characters | cut sentences | " + " | ".join(_FIGURES) + " | verdict |"


def main() -> None:
    """Split, ask, print a table and write results/chunks.md."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    documents, questions = _labelled()
    gold = locate_gold(questions, documents)
    embedder = build_embedder(Settings())
    lines = [
        f"# Chunks\n\n{len(documents)} documents, {len(gold.asked)} questions, chunks of at most {_MAX_CHARS} characters.\n",
        _HEAD,
        "|---" * 9 + "|",
    ]
    sizes, splitters = SplitSettings(max_chars=_MAX_CHARS), tuple(SPLITTERS)
    scores = asyncio.run(score_strategies(splitters, documents, sizes, embedder, gold, no_progress))
    reports = [report_on(splitter, documents, sizes, embedder) for splitter in splitters]
    lines += _rows(reports, scores)
    page = "\n".join(lines) + "\n"
    print(page)
    (RESULTS / "chunks.md").write_text(page, encoding="utf-8")


def _labelled() -> tuple[list[LoadedDocument], list[EvalQuestion]]:
    """The documents, and the questions whose answer is a sentence that stands in them."""
    documents: list[LoadedDocument] = []
    questions: list[EvalQuestion] = []
    for file in sorted((LABELS / "asking").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines()[::_EVERY]:
            row = json.loads(line)
            document = _document(row["id"], row["title"], row["text"])
            documents.append(document)
            questions += _questions(document, row["questions"])
    return documents, questions


def _document(name: str, title: str, text: str) -> LoadedDocument:
    (read,) = Markdown().read(text.encode(), name, max_bytes=_MAX_BYTES)
    return LoadedDocument(
        source=name,
        sha256="",
        title=title,
        media_type="text/markdown",
        language=detect_language(read.text),
        text=read.text,
        blocks=read.blocks,
    )


def _questions(document: LoadedDocument, labelled: list[dict[str, str | None]]) -> Iterator[EvalQuestion]:
    text = DocumentText(document.text)
    for number, one in enumerate(labelled):
        sentence = one.get("s")
        if one["a"] and sentence and text.spans(sentence):
            gold = (GoldSpan(document=document.source, text=sentence),)
            yield EvalQuestion(id=f"{document.source} {number}", question=str(one["q"]), gold=gold)


def _rows(reports: list[StrategyReport], scores: SplitScores) -> Iterator[str]:
    for report, score in zip(reports, scores.scores, strict=True):
        cells = [
            report.strategy,
            str(report.chunks),
            f"{report.mean_chars:.0f}",
            str(report.cut_sentences),
            *(f"{score.figures[figure]:.3f}" for figure in _FIGURES),
            score.verdict,
        ]
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
