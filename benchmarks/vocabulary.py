"""`make bench-vocabulary`: how few relation types hold how many of a chat model's recorded triples.

Runs on the MuSiQue sample whose folder CITEGRAPH_BENCH_DATA holds (default: shared/data beside the repository). The
triples are GPT-3.5's; the types of their ends are those of the extractor without a model.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from benchmarks.data_folder import RESULTS, data_folder
from benchmarks.recorded_types import OwnTypes, as_outcome
from evaluation.data import read_passages
from evaluation.recorded import load_recorded
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.statements import StatementReader
from extraction.schema.vocabulary import Vocabulary, find_vocabulary
from kg.text.lemma import relation_lemma
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction

Outcomes = Sequence[tuple[Chunk, ChunkExtraction]]
_KIND = "IS_A"


@dataclass(frozen=True)
class Coverage:
    """What a vocabulary makes of the triples; shares are of those that it keeps, `kept` of all."""

    vocabulary: str
    types: str
    triples: int
    relation_types: int
    kept: float
    largest: str
    largest_share: float


def main() -> None:
    """Measure, write results/vocabulary.json, and with --sample print mappings to be judged."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0, help="how many mappings to print")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    data = data_folder("musique")
    passages = read_passages(data / "passages.jsonl.gz")
    recorded = load_recorded(data / "openie.jsonl.gz", {passage.id: passage.whole for passage in passages})
    own = OwnTypes(passages)
    untyped = [as_outcome(each) for each in recorded]
    typed = [as_outcome(own.typed(each)) for each in recorded]
    rows = [
        coverage(outcomes, vocabulary, types)
        for types, outcomes in (("unknown", untyped), ("recognised", typed))
        for vocabulary in ("base", "general")
    ]
    RESULTS.mkdir(exist_ok=True)
    found = json.dumps([asdict(row) for row in rows], indent=2)
    (RESULTS / "vocabulary.json").write_text(found + "\n", encoding="utf-8")
    print(found)
    for line in sample(typed, "general", chosen.sample, chosen.seed):
        print(line)


def coverage(outcomes: Outcomes, name: str, types: str) -> Coverage:
    """Of the triples what the vocabulary of this name keeps, in how many relation types."""
    schema = draft_schema(
        outcomes, version=1, base=None, settings=DraftSettings(), vocabulary=find_vocabulary(name)
    )
    counts = Counter[str]()
    for pattern in schema.patterns:
        counts[pattern.relation] += pattern.count
    kept = counts.total()
    triples = sum(len(found.triples) for _, found in outcomes)
    largest = max((each for each in counts if each != _KIND), key=lambda each: counts[each])
    return Coverage(
        vocabulary=name,
        types=types,
        triples=triples,
        relation_types=len(schema.relation_types),
        kept=round(kept / triples, 4),
        largest=largest,
        largest_share=round(counts[largest] / kept, 4),
    )


def sample(outcomes: Outcomes, name: str, count: int, seed: int) -> list[str]:
    """Triples with the relation that they are brought to, drawn by chance from those that are brought to one."""
    vocabulary = find_vocabulary(name)
    reader = StatementReader(None, vocabulary)
    triples = [triple for _, found in outcomes for triple in found.triples]
    random.Random(seed).shuffle(triples)
    lines: list[str] = []
    for triple in triples:
        statement = reader.read(triple, "en")
        head, relation, tail = statement.pattern
        if len(lines) < count and _is_known(vocabulary, relation):
            inverted = statement.turned != relation_lemma(triple.relation).inverted
            ends = (triple.tail, triple.head) if inverted else (triple.head, triple.tail)
            lines.append(
                f"{triple.head} | {triple.relation} | {triple.tail}  =>  "
                f"{ends[0]} ({head}) -{relation}-> {ends[1]} ({tail})"
            )
    return lines


def _is_known(vocabulary: Vocabulary | None, relation: str) -> bool:
    return vocabulary is not None and relation in vocabulary.relation_types


if __name__ == "__main__":
    main()
