"""Pairs of names of which a reader said whether they name one thing."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from schemas.value import Value

Half = Literal["dev", "second", "test"]
_LABELS = Path(__file__).resolve().parent / "labels"


class NamedSide(Value):
    """A name with the type that a weak recogniser could give it, and a sentence that holds it."""

    name: str
    type: str
    context: str


class LabelledPair(Value):
    """Two names, and whether they name one thing; `one_document`: both sentences are of one document.

    `phenomenon` is what makes the pair hard. Rules and thresholds are made with the dev half and a second set, written
    later without a look at the rules; the test half is only measured, and no name of it is in the other two.
    """

    id: str
    kind: str
    language: Literal["en", "ko", "across"]
    phenomenon: str
    same: bool
    half: Half
    one_document: bool
    left: NamedSide
    right: NamedSide


class ExamplePair(Value):
    """Something that the example documents name in both languages, with all its names there."""

    kind: str
    korean: tuple[str, ...]
    english: tuple[str, ...]


def read_pairs() -> list[LabelledPair]:
    """The labelled pairs of both halves and of the second set."""
    files = ("identity.jsonl", "identity-second.jsonl")
    return [LabelledPair.model_validate(row) for file in files for row in _rows(_LABELS / file)]


def read_example_pairs() -> list[ExamplePair]:
    """All that the example documents name in Korean and in English."""
    return [ExamplePair.model_validate(row) for row in _rows(_LABELS / "examples-identity.jsonl")]


def read_ko_alias(folder: Path) -> list[LabelledPair]:
    """The pairs of ko-alias, all dev: names of persons and cities without a sentence."""
    return [_alias_pair(row) for row in _rows(folder / "pairs-dev.jsonl.gz")]


def _alias_pair(row: dict[str, object]) -> LabelledPair:
    kind, type_name = (
        ("place", "Place") if str(row["source"]).startswith("geonames") else ("person", "Person")
    )
    left, right = (
        NamedSide(name=name, type=type_name, context=name) for name in (str(row["a"]), str(row["b"]))
    )
    return LabelledPair(
        id=str(row["id"]),
        kind=kind,
        language="across" if row["kind"] == "en-ko" else "ko",
        phenomenon=str(row["variant"]) or str(row["kind"]),
        same=bool(row["same"]),
        half="dev",
        one_document=False,
        left=left,
        right=right,
    )


def _rows(path: Path) -> Iterator[dict[str, object]]:
    content = path.read_bytes()
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    return (json.loads(line) for line in plain.decode("utf-8").splitlines() if line.strip())
