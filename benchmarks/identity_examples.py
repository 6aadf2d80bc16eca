"""Whether what the example documents name in both languages is one node after an ingest of them."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import GraphServices, open_graph
from api.cli.output import progress_bar
from api.jobs.service import Upload, open_jobs
from api.local_server import local_server
from api.settings import Settings, load_settings
from benchmarks.identity_labels import ExamplePair
from kg.text.hangul import has_hangul
from kg.text.name_key import name_key
from schemas.graph import Entity

_DOCUMENTS = Path(__file__).resolve().parent.parent / "examples" / "documents"
_LATIN = re.compile(r"[A-Za-z]{2}")
_ALL = 1_000_000


@dataclass(frozen=True)
class ExampleScores:
    """Of the pairs: those of which both names are in the graph, those that are one node, those that are not.

    `wrong` are the nodes with a Korean and an English name that are no pair.
    """

    pairs: int
    found: int
    met: tuple[str, ...]
    apart: tuple[str, ...]
    wrong: tuple[str, ...]


async def score_examples(pairs: Sequence[ExamplePair]) -> ExampleScores:
    """Ingest the examples into a graph of their own as `make demo` does, without a chat model, and look."""
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        try:
            with progress_bar() as on_progress:
                async with open_graph(settings, on_progress=on_progress) as graph:
                    await graph.ensure_ready()
                    return score_entities(await _entities(graph), pairs)
        finally:
            await local_server(settings).wipe()


def score_entities(entities: Sequence[Entity], pairs: Sequence[ExamplePair]) -> ExampleScores:
    """Which pairs are one of these entities each."""
    keys = [{name_key(name) for name in (entity.name, *entity.aliases)} for entity in entities]
    met: list[str] = []
    apart: list[str] = []
    found = 0
    right: set[int] = set()
    for pair in pairs:
        korean, english = (_holders(keys, names) for names in (pair.korean, pair.english))
        found += bool(korean and english)
        right |= korean & english
        (met if korean & english else apart).append(f"{pair.korean[0]} = {pair.english[0]}")
    wrong = [entity.name for at, entity in enumerate(entities) if at not in right and _is_bilingual(entity)]
    return ExampleScores(len(pairs), found, tuple(met), tuple(apart), tuple(wrong))


def _holders(keys: Sequence[set[str]], names: Sequence[str]) -> set[int]:
    wanted = {name_key(name) for name in names}
    return {at for at, own in enumerate(keys) if own & wanted}


def _is_bilingual(entity: Entity) -> bool:
    names = (entity.name, *entity.aliases)
    korean = [name for name in names if has_hangul(name)]
    return bool(korean) and any(_LATIN.search(name) for name in set(names).difference(korean))


async def _entities(graph: GraphServices) -> list[Entity]:
    uploads = [Upload(name=file.name, content=file.read_bytes()) for file in sorted(_DOCUMENTS.iterdir())]
    async with open_jobs(graph) as jobs:
        job = await jobs.submit(uploads)
        await jobs.wait(job.id)
    return await graph.store.reader.entities.search(limit=_ALL)


def _settings(home: Path) -> Settings:
    return load_settings(
        graph="identity",
        home=home,
        neo4j_uri=None,
        openai_api_key=None,
        openai_base_url=None,
        jobs_url=None,
    )
