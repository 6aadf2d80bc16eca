"""The link predictor in force, while it is worth asking."""

import asyncio
from pathlib import Path

from kg.kge.link_predictor import LinkPredictor, changed_too_much
from kg.kge.quality import beats_baseline
from kg.reader import GraphReader
from schemas.graph import KgeModel

_TRAIN = "train it with `citegraph kge train`"


class LatestPredictor:
    """Keeps the latest trained model in memory once it was asked for."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._loaded: tuple[KgeModel, LinkPredictor] | None = None
        self._facts_at = (-1, 0)

    async def find(self, graph_version: int) -> LinkPredictor | str:
        """The predictor; or why there is none that is worth asking at this version of the graph.

        Raises:
            LinkPredictorError: the trained model is missing or damaged.
        """
        model = await self._reader.trained_models.find_latest()
        if model is None:
            return f"no link predictor was trained on this graph: {_TRAIN}"
        if not beats_baseline(model.metrics):
            return "the link predictor is not surely better than counting on this graph"
        if changed_too_much(model.graph_version, graph_version, await self._count_facts(graph_version)):
            return f"the graph changed too much since the link predictor was trained: {_TRAIN}"
        if self._loaded is None or self._loaded[0] != model:
            self._loaded = model, await asyncio.to_thread(LinkPredictor.load, Path(model.path))
        return self._loaded[1]

    async def _count_facts(self, version: int) -> int:
        """How many facts the graph has at this version; counted once for each."""
        if self._facts_at[0] != version:
            self._facts_at = version, (await self._reader.counts()).facts
        return self._facts_at[1]
