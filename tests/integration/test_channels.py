"""Each of our channels keeps the promises of a channel."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from api.bootstrap import CHANNELS
from kg.kge.calibration import Calibration
from kg.kge.indexed_facts import index_facts
from kg.kge.scoring import Array
from kg.kge.trained_model import ModelDescription, TrainedModel, save_model
from kg.kge.training_settings import TrainingSettings
from kg.store import Neo4jGraphStore
from retrieval.channels.bridge.channel import BridgeChannel
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.channels.graph import GraphChannel
from retrieval.channels.kge import KgeChannel
from retrieval.channels.search import DenseChannel, KeywordChannel
from schemas.graph import KgeModel
from schemas.retrieval import ChannelResult
from tests.contracts.channels import ChannelContract, without_contract

TRAINED_AT = datetime(2026, 1, 1, tzinfo=UTC)


class TestCypherChannel(ChannelContract):
    kind = CypherChannel


class TestGraphChannel(ChannelContract):
    kind = GraphChannel


class TestDenseChannel(ChannelContract):
    kind = DenseChannel


class TestKeywordChannel(ChannelContract):
    kind = KeywordChannel


class TestBridgeChannel(ChannelContract):
    kind = BridgeChannel


class TestKgeChannel(ChannelContract):
    kind = KgeChannel

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    async def prepare(self, store: Neo4jGraphStore) -> None:
        """Save a model of random vectors, said to be better than its baseline."""
        facts = index_facts(await store.reader.facts.for_training())
        rng = np.random.default_rng(1)

        def vectors(count: int) -> Array:
            parts = rng.normal(size=(2, count, 4))
            return np.asarray(parts[0] + 1j * parts[1], dtype=np.complex64)

        description = ModelDescription(
            entities=facts.entities,
            relations=facts.relations,
            settings=TrainingSettings(dimensions=4),
            metrics={"mrr": 0.3, "baseline_mrr": 0.2},
            calibration=Calibration(slope=1.0, middle=-3.0),
            likelihood=Calibration(slope=1.0, middle=0.0),
        )
        arrays = {"entity_0": vectors(len(facts.entities)), "relation_0": vectors(len(facts.relations))}
        path = self.folder / "rotate-1.npz"
        save_model(TrainedModel(description, arrays, facts.triples), path)
        await store.trained_models.save(
            KgeModel(
                version=1,
                model="RotatE",
                graph_version=await store.reader.version(),
                metrics=description.metrics,
                path=str(path),
                trained_at=TRAINED_AT,
            )
        )


class Unproven:
    """A channel that no class tests."""

    name = "unproven"
    weight = weight_without_entities = 0.0

    def __init__(self, _parts: RetrievalParts) -> None:
        """Make one."""

    async def find(self, _question: QuestionContext) -> ChannelResult:
        """Nothing."""
        return ChannelResult(channel=self.name, status="ran")


def test_every_channel_is_held_to_the_contract() -> None:
    assert without_contract(CHANNELS) == []
    assert without_contract([*CHANNELS, Unproven]) == ["unproven"]
