from pathlib import Path

import numpy as np
import pytest

from kg.kge.calibration import Calibration, calibrate
from kg.kge.indexed_facts import index_facts, split_facts
from kg.kge.link_predictor import LinkPredictor, beats_baseline, changed_too_much
from kg.kge.trained_model import ModelDescription, TrainedModel, load_model, save_model
from kg.kge.training import train
from kg.kge.training_settings import TrainingSettings
from schemas.errors import LinkPredictorError
from tests.fakes.company_facts import company_facts

_FACTS = company_facts()


@pytest.fixture
def model() -> TrainedModel:
    """A model of random vectors, as a training would leave it."""
    facts = index_facts(_FACTS)
    rng = np.random.default_rng(1)
    settings = TrainingSettings(dimensions=4)

    def vectors(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.complex64]]:
        return (rng.normal(size=(count, 4)) + 1j * rng.normal(size=(count, 4))).astype(np.complex64)

    description = ModelDescription(
        entities=facts.entities,
        relations=facts.relations,
        settings=settings,
        metrics={"mrr": 0.3, "entities": len(facts.entities)},
        calibration=Calibration(slope=1.0, middle=-3.0),
    )
    return TrainedModel(
        description, vectors(len(facts.entities)), vectors(len(facts.relations)), facts.triples
    )


@pytest.fixture
def predictor(model: TrainedModel) -> LinkPredictor:
    return LinkPredictor(model)


def test_known_facts_and_the_head_itself_are_not_predicted(predictor: LinkPredictor) -> None:
    person, _, city = next(fact for fact in _FACTS if fact[1] == "LIVE_IN")
    names = [name for name, _ in predictor.predict_tails(person, "LIVE_IN", 1_000)]
    assert {city, person}.isdisjoint(names)
    assert len(names) == predictor.metrics["entities"] - 2
    assert predictor.predict_tails("nobody", "LIVE_IN", 3) == []
    assert predictor.predict_tails(person, "ADMIRE", 3) == []
    assert predictor.predict_tails(person, "LIVE_IN", 0) == []


def test_the_split_leaves_nothing_unknown() -> None:
    facts = index_facts(_FACTS)
    known, held_back = split_facts(facts, TrainingSettings())
    assert set(known[:, [0, 2]].ravel()) == set(range(len(facts.entities)))
    assert set(known[:, 1]) == set(range(len(facts.relations)))
    assert len(known) + len(held_back) == len(facts.triples)


def test_a_graph_too_small_or_too_sparse_is_refused_with_the_remedy() -> None:
    with pytest.raises(LinkPredictorError, match="10 facts") as small:
        train(_FACTS[:10])
    assert "Ingest more" in small.value.remedy
    with pytest.raises(LinkPredictorError, match="can be held back"):
        train([(f"head{number}", "KNOW", f"tail{number}") for number in range(100)])


def test_a_saved_model_says_the_same(tmp_path: Path, model: TrainedModel, predictor: LinkPredictor) -> None:
    path = tmp_path / "new folder" / "rotate-1.npz"
    save_model(model, path)
    loaded = LinkPredictor.load(path)
    assert loaded.score_facts(_FACTS) == predictor.score_facts(_FACTS)
    assert loaded.metrics == predictor.metrics
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_damaged_or_missing_file_is_our_error(tmp_path: Path, model: TrainedModel) -> None:
    path = tmp_path / "rotate-1.npz"
    with pytest.raises(LinkPredictorError, match="gone"):
        load_model(path)
    path.write_bytes(b"no archive")
    with pytest.raises(LinkPredictorError, match="damaged"):
        load_model(path)
    save_model(model, path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(LinkPredictorError, match="damaged") as damaged:
        load_model(path)
    assert "kge train" in damaged.value.remedy


def test_a_file_with_pickled_objects_is_not_executed(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return Path.touch, (trap,)

    path = tmp_path / "rotate-1.npz"
    np.savez(path, about=np.array([Trap()], dtype=object), allow_pickle=True)
    with pytest.raises(LinkPredictorError, match="damaged"):
        load_model(path)
    assert not trap.exists()


def test_parts_that_do_not_fit_together_are_refused(tmp_path: Path, model: TrainedModel) -> None:
    short = TrainedModel(model.description, model.entity_vectors[:-1], model.relation_vectors, model.triples)
    save_model(short, tmp_path / "rotate-1.npz")
    with pytest.raises(LinkPredictorError, match="fit together"):
        load_model(tmp_path / "rotate-1.npz")


def test_calibration_puts_the_middle_between_true_and_corrupted() -> None:
    curve = calibrate(np.array([-1.0, -2.0], dtype=np.float32), np.array([-5.0, -6.0], dtype=np.float32))
    low, middle, high = curve(np.array([-6.0, -3.5, -1.0], dtype=np.float32))
    assert low < 0.05
    assert middle == pytest.approx(0.5)
    assert high > 0.95
    worthless = calibrate(np.array([-5.0], dtype=np.float32), np.array([-1.0], dtype=np.float32))
    assert worthless(np.array([-9.0, 0.0], dtype=np.float32)) == pytest.approx([0.5, 0.5], abs=0.01)


def test_only_a_predictor_above_its_baseline_is_useful() -> None:
    assert beats_baseline({"mrr": 0.3, "baseline_mrr": 0.2})
    assert not beats_baseline({"mrr": 0.2, "baseline_mrr": 0.2})
    assert not beats_baseline({})


def test_more_than_a_tenth_of_changed_facts_is_too_much() -> None:
    assert not changed_too_much(100, 110, 100)
    assert changed_too_much(100, 111, 100)
    assert changed_too_much(100, 89, 100)
