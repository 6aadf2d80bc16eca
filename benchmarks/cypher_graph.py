"""The invented world of `benchmarks/labels/cypher`, as documents that say just its facts."""

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from kg.store import Neo4jGraphStore
from schemas.document import Language
from schemas.ports import Embedder
from schemas.qualifier import Qualifier
from schemas.value import Value
from tests.fakes.filled_store import add_documents
from tests.fakes.stated_facts import StatedFact, stated_document

LABELS = Path(__file__).resolve().parent / "labels" / "cypher"
_SYMMETRIC = frozenset({"SPOUSE_OF"})

Statement = tuple[str, str, str, str, str, str] | tuple[str, str, str, str, str, str, int]
"""Sentence, head, its type, relation, tail, its type, and perhaps the year in which it began."""


class StatedDocument(Value):
    """A text, each sentence with the fact that it states."""

    source: str
    language: Language
    statements: tuple[Statement, ...]


async def fill(store: Neo4jGraphStore, embedder: Embedder) -> None:
    """Write the world's documents with their vectors, as an ingest does."""
    graphs = [
        stated_document(one.source, [*map(_fact, one.statements)], language=one.language, extractor="labels")
        for one in read_documents()
    ]
    await add_documents(store, embedder, graphs)


def read_documents() -> list[StatedDocument]:
    """The documents as they are labelled."""
    rows = yaml.safe_load((LABELS / "facts.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(list[StatedDocument]).validate_python(rows)


def _fact(statement: Statement) -> StatedFact:
    text, head, head_type, relation, tail, tail_type, *year = statement
    return StatedFact(
        text,
        head,
        head_type,
        relation,
        tail,
        tail_type,
        traits=("symmetric",) if relation in _SYMMETRIC else (),
        qualifiers=tuple(Qualifier(name="start", value=str(one), normal=str(one)) for one in year),
    )
