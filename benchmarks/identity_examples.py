"""Whether what the example documents name in both languages is one node after an ingest of them."""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import open_graph
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
    """The pairs that are one node, those that are two, and those of which a name is in no node.

    `wrong` are the nodes with a Korean and an English name that are no pair.
    """

    met: tuple[str, ...]
    apart: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]


def score_examples(pairs: Sequence[ExamplePair]) -> ExampleScores:
    """Ingest the examples into a graph of their own as `make demo` does, without a chat model, and look."""
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        try:
            entities = asyncio.run(_ingested(settings))
        finally:
            # In an event loop of its own: the jobs close the threads of theirs.
            asyncio.run(local_server(settings).wipe())
    return score_entities(entities, pairs)


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


async def _ingested(settings: Settings) -> list[Entity]:
    uploads = [Upload(name=file.name, content=file.read_bytes()) for file in sorted(_DOCUMENTS.iterdir())]
    with progress_bar() as on_progress:
        async with open_graph(settings, on_progress=on_progress) as graph:
            await graph.ensure_ready()
            async with open_jobs(graph) as jobs:
                job = await jobs.submit(uploads)
                await jobs.wait(job.id, on_progress)
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
