"""The link predictor, trained by PyKEEN for real: in plain code, and on a stored graph."""

import gc
import random
from pathlib import Path

import numpy as np
import pytest

from kg.curation.training import train_on_graph
from kg.kge.indexed_facts import index_facts
from kg.kge.link_predictor import LinkPredictor, changed_too_much
from kg.kge.scoring import score_tails, score_triples
from kg.kge.trained_model import TrainedModel, save_model
from kg.kge.training import train
from kg.kge.training_settings import MODELS, ModelName, TrainingSettings, default_settings
from kg.store import Neo4jGraphStore
from schemas.errors import LinkPredictorError
from tests.fakes.company_facts import company_facts
from tests.fakes.stated_facts import origin, stated_facts

_FACTS = company_facts()
_QUICK = TrainingSettings(epochs=3)


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    return train(_FACTS)


@pytest.fixture(scope="module")
def predictor(model: TrainedModel) -> LinkPredictor:
    return LinkPredictor(model)


def test_learnable_facts_are_learnt_better_than_by_counting(predictor: LinkPredictor) -> None:
    metrics = predictor.metrics
    assert metrics["mrr"] > 0.8
    assert 0 < metrics["baseline_mrr"] < 0.5
    assert metrics["hits_at_10"] >= metrics["baseline_hits_at_10"]
    assert metrics["facts"] == len(_FACTS)
    assert metrics["validation_facts"] == round(len(_FACTS) / 10)


def test_facts_score_above_statements_that_are_not_true(predictor: LinkPredictor) -> None:
    person, _, city = next(fact for fact in _FACTS if fact[1] == "LIVE_IN")
    other = next(tail for _, relation, tail in _FACTS if relation == "LIVE_IN" and tail != city)
    true, false, unknown = predictor.score_facts(
        [(person, "LIVE_IN", city), (person, "LIVE_IN", other), ("nobody", "LIVE_IN", city)]
    )
    assert 1 >= true > 0.5 > false >= 0
    assert unknown == 0.5
    assert predictor.score_facts([]) == []


def test_a_missing_fact_is_predicted() -> None:
    person, _, city = next(fact for fact in _FACTS if fact[1] == "LIVE_IN")
    predictor = LinkPredictor(train([fact for fact in _FACTS if fact != (person, "LIVE_IN", city)]))
    (best, score), *rest = predictor.predict_tails(person, "LIVE_IN", 3)
    assert best == city
    assert score > 0.5
    assert [one for _, one in rest] == sorted((one for _, one in rest), reverse=True)


@pytest.mark.parametrize("name", MODELS)
def test_the_scores_are_those_of_pykeen(name: ModelName) -> None:
    import torch

    from kg.kge.pykeen_training import fit

    facts = index_facts(_FACTS)
    fitted = fit(facts, facts.triples, default_settings(name, epochs=1, dimensions=16), lambda _: None)
    some = facts.triples[::15]
    head, relation = map(int, some[3, :2])
    with torch.inference_mode():
        theirs = fitted.model.predict_hrt(torch.from_numpy(some))[:, 0].numpy()
        their_tails = fitted.model.predict_t(torch.from_numpy(some[3:4, :2]))[0].numpy()
    assert score_triples(name, fitted.arrays, some) == pytest.approx(theirs, abs=1e-4)
    our_tails = score_tails(name, fitted.arrays, head, relation, np.arange(len(facts.entities)))
    assert our_tails == pytest.approx(their_tails, abs=1e-4)


@pytest.mark.parametrize("name", ["TransR", "ConvE"])
def test_every_kind_of_model_is_trained_saved_and_asked(name: ModelName, tmp_path: Path) -> None:
    trained = train(_FACTS, default_settings(name, epochs=1, dimensions=16))
    save_model(trained, tmp_path / "model.npz")
    assert LinkPredictor.load(tmp_path / "model.npz").score_facts(_FACTS) == LinkPredictor(
        trained
    ).score_facts(_FACTS)


def test_the_same_facts_in_any_order_give_the_same_model() -> None:
    one, other = train(_FACTS, _QUICK), train([*reversed(_FACTS), _FACTS[0]], _QUICK)
    assert one.description == other.description
    assert one.arrays.keys() == other.arrays.keys()
    assert all(np.array_equal(array, other.arrays[name]) for name, array in one.arrays.items())


def test_training_leaves_the_process_as_it_was() -> None:
    import torch

    def draw() -> tuple[float, float, float]:
        return float(torch.rand(1)), float(np.random.rand()), random.random()  # the global states are meant

    def seed() -> None:
        torch.manual_seed(5)
        np.random.seed(5)  # the global state is meant
        random.seed(5)

    seed()
    expected = draw()
    seed()
    threads = torch.get_num_threads()
    train(_FACTS, _QUICK)
    assert draw() == expected
    assert torch.get_num_threads() == threads
    assert gc.get_freeze_count() == 0


def test_progress_is_reported_to_its_end() -> None:
    seen: list[tuple[str, int, int]] = []
    train(_FACTS, _QUICK, on_progress=lambda *step: seen.append(step))
    assert [(done, total) for _, done, total in seen] == [(done, 6) for done in range(1, 7)]


async def _predictor(store: Neo4jGraphStore) -> LinkPredictor | None:
    record = await store.reader.trained_models.find_latest()
    return LinkPredictor.load(Path(record.path)) if record else None


async def _store_facts(store: Neo4jGraphStore, source: str, count: int, *, skip: int = 0) -> int:
    facts = [fact for fact in _FACTS if fact[1] in {"WORK_AT", "LIVE_IN", "BASED_IN"}][skip : skip + count]
    document = stated_facts(source, [(head, "Thing", kind, tail, "Thing") for head, kind, tail in facts])
    await store.documents.write([document])
    await store.documents.publish([document.document.id])
    return len(facts)


async def test_a_graph_gets_its_predictor_and_keeps_it_until_it_has_changed_too_much(
    store: Neo4jGraphStore, tmp_path: Path
) -> None:
    assert await _predictor(store) is None
    count = await _store_facts(store, "one.txt", 100)
    record = await train_on_graph(store, tmp_path, _QUICK)
    assert (record.version, record.model, record.metrics["facts"]) == (1, "RotatE", count)
    predictor = await _predictor(store)
    assert predictor is not None
    assert not changed_too_much(record.graph_version, await store.reader.version(), count)
    (fact,) = await store.reader.facts.of([origin("person0")], "LIVE_IN", 1)
    (score,) = predictor.score_facts([(fact.head, fact.type, fact.tail)])
    assert 0 <= score <= 1
    assert score != 0.5

    more = await _store_facts(store, "two.txt", 15, skip=100)
    assert await store.reader.trained_models.find_latest() == record
    assert changed_too_much(record.graph_version, await store.reader.version(), count + more)


async def test_training_again_replaces_the_model_and_its_file(store: Neo4jGraphStore, tmp_path: Path) -> None:
    await _store_facts(store, "one.txt", 100)
    await train_on_graph(store, tmp_path, _QUICK)
    second = await train_on_graph(store, tmp_path, _QUICK)
    assert second.version == 2
    assert [str(path) for path in tmp_path.iterdir()] == [second.path]
    loaded = await _predictor(store)
    assert loaded is not None
    assert loaded.metrics == second.metrics


async def test_a_failed_training_leaves_the_model_before_in_force(
    store: Neo4jGraphStore, tmp_path: Path
) -> None:
    await _store_facts(store, "one.txt", 100)
    record = await train_on_graph(store, tmp_path, _QUICK)
    with pytest.raises(LinkPredictorError, match="100 facts"):
        await train_on_graph(store, tmp_path, TrainingSettings(min_facts=1_000))
    assert await store.reader.trained_models.find_latest() == record
    assert await _predictor(store) is not None


async def test_a_lost_file_is_said_with_the_remedy(store: Neo4jGraphStore, tmp_path: Path) -> None:
    await _store_facts(store, "one.txt", 100)
    record = await train_on_graph(store, tmp_path, _QUICK)
    Path(record.path).unlink()
    with pytest.raises(LinkPredictorError, match="gone") as lost:
        await _predictor(store)
    assert "kge train" in lost.value.remedy
