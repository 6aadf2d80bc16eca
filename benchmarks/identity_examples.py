"""Whether what the example documents name in both languages is one node after an ingest of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import GraphServices
from benchmarks.identity_labels import ExamplePair
from benchmarks.private_graph import ask_documents
from kg.text.hangul import has_hangul
from kg.text.name_key import name_key
from schemas.graph import Entity

_DOCUMENTS = Path(__file__).resolve().parent.parent / "examples" / "documents"
_LATIN = re.compile(r"[A-Za-z]{2}")
_ALL = 1_000_000


@dataclass(frozen=True)
class ExampleScores:
    """The pairs that are one node, those that are two, and those of which a name is in no node.

    `wrong` are the nodes with a Korean and an English name that are no pair.
    """

    met: tuple[str, ...]
    apart: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]


def score_examples(pairs: Sequence[ExamplePair]) -> ExampleScores:
    """Ingest the examples into a graph of their own as `make demo` does, without a chat model, and look."""
    return score_entities(ask_documents(_DOCUMENTS, _entities), pairs)


def score_entities(entities: Sequence[Entity], pairs: Sequence[ExamplePair]) -> ExampleScores:
    """Which pairs are one of these entities each."""
    keys = [{name_key(name) for name in (entity.name, *entity.aliases)} for entity in entities]
    found: dict[str, list[str]] = {"met": [], "apart": [], "missing": []}
    right: set[int] = set()
    for pair in pairs:
        korean, english = (_holders(keys, names) for names in (pair.korean, pair.english))
        right |= korean & english
        became = "met" if korean & english else "apart" if korean and english else "missing"
        found[became].append(f"{pair.korean[0]} = {pair.english[0]}")
    wrong = [entity.name for at, entity in enumerate(entities) if at not in right and _is_bilingual(entity)]
    return ExampleScores(tuple(found["met"]), tuple(found["apart"]), tuple(found["missing"]), tuple(wrong))


def _holders(keys: Sequence[set[str]], names: Sequence[str]) -> set[int]:
    wanted = {name_key(name) for name in names}
    return {at for at, own in enumerate(keys) if own & wanted}


def _is_bilingual(entity: Entity) -> bool:
    names = (entity.name, *entity.aliases)
    korean = [name for name in names if has_hangul(name)]
    return bool(korean) and any(_LATIN.search(name) for name in set(names).difference(korean))


async def _entities(graph: GraphServices) -> list[Entity]:
    return await graph.store.reader.entities.search(limit=_ALL)
