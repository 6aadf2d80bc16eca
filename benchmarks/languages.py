"""`python -m benchmarks.languages [LANGUAGE=FOLDER ...]`: which language the program takes texts for.

Counts own sentences of many languages (benchmarks/labels/languages.jsonl: sentences, names, rows, code, mixed texts), the
passages of the benchmark data and their first sentences, and those of further folders that hold a `passages.jsonl.gz`.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data_folder import data_folder
from evaluation.data import read_passages
from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from schemas.document import Language

_OWN = Path(__file__).resolve().parent / "labels" / "languages.jsonl"
_KNOWN: tuple[tuple[str, Language], ...] = (("musique", "en"), ("hotpotqa", "en"), ("tydiqa-ko", "ko"))

Labelled = tuple[str, Language, str]
"""Where a text is from, the language it is in, and the text."""


def main() -> None:
    """Print what the texts of each kind are taken for."""
    counts: defaultdict[tuple[str, Language], Counter[Language]] = defaultdict(Counter)
    for kind, language, text in (*_own(), *_of_folders()):
        counts[kind, language][detect_language(text)] += 1
    print("| texts | in | taken for en | ko | other |\n|---|---|---|---|---|")
    for (kind, language), found in counts.items():
        print(f"| {kind} | {language} | {found['en']} | {found['ko']} | {found['other']} |")


def _own() -> Iterator[Labelled]:
    for line in _OWN.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        yield label["kind"], label["language"], label["text"]


def _of_folders() -> Iterator[Labelled]:
    folders: list[tuple[Path, str]] = [(data_folder(name), language) for name, language in _KNOWN]
    folders += [(Path(folder), name) for name, folder in (each.split("=", 1) for each in sys.argv[1:])]
    for folder, name in folders:
        if not (file := folder / "passages.jsonl.gz").is_file():
            continue
        language: Language = "en" if name == "en" else "ko" if name == "ko" else "other"
        for passage in read_passages(file):
            yield f"{folder.name}, passages", language, passage.text
            start, end = next(iter(sentence_spans(passage.text, language)), (0, 0))
            yield f"{folder.name}, first sentences", language, passage.text[start:end]


if __name__ == "__main__":
    main()
