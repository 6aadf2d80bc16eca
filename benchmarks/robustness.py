"""`python -m benchmarks.robustness [FOLDER ...] [--every N]`: does any text end the extraction without a model?

Reads every Nth passage of the benchmark data and of further folders that hold a `passages.jsonl.gz`, as it is and changed in
several ways, extracts, brings it under the vocabulary and normalises it. Prints for each way the texts, those that failed,
with an example of each error, and the names that have one bracket or quotation mark of a pair.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from benchmarks.data_folder import data_folder
from evaluation.data import read_passages
from extraction.mentions.normalisation import normalise
from extraction.rules.english.extraction import extract_english
from extraction.rules.korean.extraction import extract_korean
from extraction.schema.application import apply_schema
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.vocabulary import base_vocabulary
from kg.text.language import detect_language
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.extraction import ChunkExtraction, ChunkToExtract

_DATA = ("musique", "hotpotqa", "tydiqa-ko")
_PAIRS = ("()", "[]", "“”", "「」", "《》", "『』")
_MIXED = ("세종대왕", "Ελλάδα", "Москва", "東京", "🙂", "\u200b", "\ufeff", "<b>", "-LRB-", "''")

_Change = Callable[[str, random.Random], str]


def _cut(text: str, chance: random.Random) -> str:
    start, end = sorted(chance.sample(range(len(text) + 1), 2))
    return text[start:end]


def _without_brackets(text: str, chance: random.Random) -> str:
    return "".join(letter for letter in text if letter not in "()[]\"'“”《》" or chance.random() < 0.5)


def _mixed(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(max(1, len(words) // 8)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(_MIXED))
    return " ".join(words)


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


_CHANGES: Mapping[str, _Change] = MappingProxyType(
    {
        "as it is": lambda text, _: text,
        "capitals": lambda text, _: text.upper(),
        "small letters": lambda text, _: text.lower(),
        "cut": _cut,
        "brackets lost": _without_brackets,
        "scripts mixed": _mixed,
        "words shuffled": _shuffled,
        "no blanks": lambda text, _: text.replace(" ", ""),
    }
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {way: Counter() for way in _CHANGES}
    errors: dict[str, str] = {}
    for place, text in enumerate(_texts(arguments.folders, arguments.every)):
        for way, change in _CHANGES.items():
            changed = change(text, random.Random(place))
            counts[way]["texts"] += 1
            try:
                names = _names_in(changed)
            except Exception as error:  # noqa: BLE001  what is looked for
                counts[way]["failed"] += 1
                errors.setdefault(f"{way}: {type(error).__name__}: {error}", changed)
                continue
            counts[way]["names"] += len(names)
            counts[way]["odd"] += sum(_is_odd(name) for name in names)
    print("| texts | number | failed | names | with half a pair |\n|---|---|---|---|---|")
    for way, found in counts.items():
        print(f"| {way} | {found['texts']} | {found['failed']} | {found['names']} | {found['odd']} |")
    for what, example in errors.items():
        print(f"\n{what}\n    {example[:300]!r}")


def _texts(folders: list[Path], every: int) -> Iterator[str]:
    for folder in (*map(data_folder, _DATA), *folders):
        if (file := folder / "passages.jsonl.gz").is_file():
            yield from (passage.text for passage in islice(read_passages(file), 0, None, every))


def _names_in(text: str) -> set[str]:
    language = detect_language(text)
    chunk = Chunk(id="c", document_id="d", index=0, text=text, start=0, end=len(text), language=language)
    task = ChunkToExtract(chunk=chunk, document_title="Title")
    if language == "en":
        (loose,) = extract_english([task])
    else:
        loose = extract_korean(task) if language == "ko" else ChunkExtraction(chunk_id="c")
    schema = draft_schema(
        [(chunk, loose)], version=1, base=None, settings=DraftSettings(), vocabulary=base_vocabulary()
    )
    strict = apply_schema(loose, schema, language=language)
    document = Document(
        id="d",
        source="s",
        sha256="0",
        title="Title",
        media_type="text/plain",
        language=language,
        ingested_at=datetime.now(UTC),
    )
    graph = normalise(document, [chunk], [strict], schema=schema, extractor="x").graph
    return {mention.surface for mention in graph.mentions}


def _is_odd(name: str) -> bool:
    return any(name.count(pair[0]) != name.count(pair[1]) for pair in _PAIRS) or name.count('"') % 2 == 1


if __name__ == "__main__":
    main()
