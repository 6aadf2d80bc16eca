"""`make bench-facts`: how many extracted facts are true, and how many of the important ones are found, without a model.

Compares what the loose and the strict pass make of labelled passages with the labels; of the strict pass also for several values of the least confidence. English passages are from the
MuSiQue and HotpotQA samples, Korean ones from TyDi QA, in the folder that CITEGRAPH_BENCH_DATA names; those of the
examples are here.
Of ko-re-wiki the share of sentences is told whose marked pair of names a statement has as its ends, of no type or relation.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.data_folder import RESULTS, data_folder
from benchmarks.fact_labels import FactJudge, LabelledPassage, PassageScores, read_labels
from benchmarks.relation_pairs import pairs_found
from evaluation.data import read_passages
from extraction.rules.extractor import DependencyExtractor
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.vocabulary import base_vocabulary
from schemas.chunk import Chunk
from schemas.document import Language
from schemas.extraction import ChunkExtraction, ChunkToExtract
from schemas.graph_schema import GraphSchema

_FOLDERS: dict[str, tuple[str, ...]] = {"en": ("musique", "hotpotqa"), "ko": ("tydiqa-ko",), "examples": ()}
_LEAST = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Score = dict[str, float]


def main() -> None:
    """Measure every set whose passages are there, print a table and write results/facts.json."""
    sets = {name: asyncio.run(read_set(name)) for name in _FOLDERS}
    found = {name: scores for name, read in sets.items() if (scores := _measure(read))}
    curves = {name: curve for name, read in sets.items() if (curve := _curves(read))}
    if (pairs := pairs_found()) is not None:
        found["ko-re-wiki"] = {"loose dev": {"facts": pairs.facts, "found_but_types": pairs.related}}
    print(_table(found))
    print(_curve_table(curves))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "facts.json").write_text(
        json.dumps({**found, "curves": curves}, indent=2) + "\n", encoding="utf-8"
    )


@dataclass(frozen=True)
class ReadSet:
    """The labelled passages of a set, and what each pass finds in them."""

    passages: dict[str, LabelledPassage]
    tasks: dict[str, ChunkToExtract]
    passes: dict[str, list[ChunkExtraction]]

    def scores(self, name: str, least_confidence: float = 0.0) -> list[tuple[LabelledPassage, PassageScores]]:
        """The scores of each passage in the pass of this name, of the statements that are sure enough."""
        return [
            (
                self.passages[outcome.chunk_id],
                FactJudge(base_vocabulary()).score(
                    self.passages[outcome.chunk_id],
                    [triple for triple in outcome.triples if triple.confidence >= least_confidence],
                    [(entity.name, entity.type) for entity in outcome.entities],
                    self.tasks[outcome.chunk_id].chunk.language,
                ),
            )
            for outcome in self.passes[name]
        ]


async def score_set(name: str) -> dict[str, list[tuple[LabelledPassage, PassageScores]]]:
    """The scores of each passage by the name of the pass; empty where the passages are not there."""
    read = await read_set(name)
    return {label: read.scores(label) for label in read.passes}


async def read_set(name: str) -> ReadSet:
    """What both passes find in the passages of the set that are there."""
    passages = _with_texts(name, read_labels(name))
    tasks = {passage.id: _task(passage, text) for passage, text in passages}
    extractor = DependencyExtractor()
    loose = await _extract(extractor, list(tasks.values()), None)
    schema = draft_schema(
        [(tasks[outcome.chunk_id].chunk, outcome) for outcome in loose],
        version=1,
        base=None,
        settings=DraftSettings(),
        vocabulary=base_vocabulary(),
    )
    strict = await _extract(extractor, list(tasks.values()), schema)
    return ReadSet(
        {passage.id: passage for passage, _ in passages}, tasks, {"loose": loose, "strict": strict}
    )


def summary(scores: Sequence[PassageScores]) -> Score:
    """Counts, and shares from 0 to 1."""
    verdicts = Counter(verdict for each in scores for _, verdict in each.verdicts)
    facts, important = verdicts.total(), sum(each.important for each in scores)
    names, whole = sum(each.names for each in scores), sum(each.whole_names for each in scores)
    return {
        "passages": len(scores),
        "facts": facts,
        "relation_types": len({triple.relation for each in scores for triple, _ in each.verdicts}),
        "correct": _share(verdicts["correct"], facts),
        "correct_but_types": _share(verdicts["correct"] + verdicts["wrong type"], facts),
        "important": important,
        "found": _share(sum(each.found for each in scores), important),
        "found_but_types": _share(sum(each.found_but_types for each in scores), important),
        "names": names,
        "whole_names": _share(whole, names),
        "right_types": _share(sum(each.right_types for each in scores), whole),
    }


def _measure(read: ReadSet) -> dict[str, Score]:
    return {
        f"{label} {half}": summary(part)
        for label in read.passes
        for half in ("dev", "test")
        if (part := [scores for passage, scores in read.scores(label) if passage.half == half])
    }


def _curves(read: ReadSet) -> dict[str, list[Score]]:
    """Of the strict pass the statements, the correct ones and the important facts found, for each least confidence."""
    curves: dict[str, list[Score]] = {}
    for least in _LEAST:
        scored = read.scores("strict", least)
        for half in ("dev", "test"):
            if part := [scores for passage, scores in scored if passage.half == half]:
                score = summary(part)
                shown = {column: score[column] for column in ("facts", "correct", "found")}
                curves.setdefault(half, []).append({"least_confidence": least, **shown})
    return curves


def _with_texts(name: str, labels: Sequence[LabelledPassage]) -> list[tuple[LabelledPassage, str]]:
    if not (folders := _FOLDERS[name]):
        return [(passage, passage.text) for passage in labels]
    files = [file for folder in folders if (file := data_folder(folder) / "passages.jsonl.gz").is_file()]
    texts = {passage.id: passage.text for file in files for passage in read_passages(file)}
    return [
        (passage, texts[passage.passage])
        for passage in labels
        if passage.is_of(texts.get(passage.passage, ""))
    ]


def _task(passage: LabelledPassage, text: str) -> ChunkToExtract:
    language: Language = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
    chunk = Chunk(
        id=passage.id, document_id=passage.id, index=0, text=text, start=0, end=len(text), language=language
    )
    return ChunkToExtract(chunk=chunk, document_title=passage.title)


async def _extract(
    extractor: DependencyExtractor, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
) -> list[ChunkExtraction]:
    return [
        outcome async for outcome in extractor.extract(tasks, schema) if isinstance(outcome, ChunkExtraction)
    ]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _table(found: dict[str, dict[str, Score]]) -> str:
    columns = [
        "facts",
        "relation_types",
        "correct",
        "correct_but_types",
        "found",
        "found_but_types",
        "whole_names",
        "right_types",
    ]
    lines = ["| set, pass, half | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, scores in found.items():
        lines += [
            f"| {name} {part} | "
            + " | ".join(f"{score[column]:g}" if column in score else "–" for column in columns)
            + " |"
            for part, score in scores.items()
        ]
    return "\n".join(lines)


def _curve_table(curves: dict[str, dict[str, list[Score]]]) -> str:
    lines = ["", "| set, half | least confidence | facts | correct | found |", "|---|---|---|---|---|"]
    for name, halves in curves.items():
        for half, curve in halves.items():
            lines += [
                f"| {name} {half} | " + " | ".join(f"{value:g}" for value in row.values()) + " |"
                for row in curve
            ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
