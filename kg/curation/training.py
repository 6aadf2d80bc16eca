"""Training the link predictor of a stored graph, and keeping it beside the graph."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from kg.kge.trained_model import TrainedModel, save_model
from kg.kge.training import train
from kg.kge.training_settings import TrainingSettings
from kg.store import Neo4jGraphStore
from schemas.graph import KgeModel
from schemas.ports import Progress

_SUFFIX = ".npz"


async def train_on_graph(
    store: Neo4jGraphStore,
    folder: Path,
    settings: TrainingSettings,
    *,
    on_progress: Progress | None = None,
) -> KgeModel:
    """The record of a model newly trained on the graph's facts; it is in force when this returns, and not before.

    Raises:
        LinkPredictorError: The graph is too small, or the training or saving failed; the model before stays in force.
        GraphStoreError: Neo4j cannot be reached.
    """
    graph_version = await store.reader.version()
    facts = await store.reader.facts.for_training()
    model = await asyncio.to_thread(train, facts, settings, on_progress=on_progress)
    before = await store.reader.trained_models.find_latest()
    version = before.version + 1 if before else 1
    path = await asyncio.to_thread(_save, model, folder, version)
    record = KgeModel(
        version=version,
        model=settings.model,
        graph_version=graph_version,
        metrics=model.description.metrics,
        path=str(path),
        trained_at=datetime.now(UTC),
    )
    await store.trained_models.save(record)
    await asyncio.to_thread(_remove_others, folder, path)
    return record


def _save(model: TrainedModel, folder: Path, version: int) -> Path:
    path = folder.resolve() / f"{model.description.settings.model.lower()}-{version}{_SUFFIX}"
    save_model(model, path)
    return path


def _remove_others(folder: Path, kept: Path) -> None:
    for path in folder.glob(f"*{_SUFFIX}"):
        if path != kept:
            path.unlink(missing_ok=True)
