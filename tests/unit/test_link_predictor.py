from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from kg.kge.calibration import Calibration, calibrate, likelihood
from kg.kge.indexed_facts import index_facts, split_facts
from kg.kge.link_predictor import LinkPredictor, changed_too_much
from kg.kge.quality import Quality, beats_baseline, sure_gain
from kg.kge.scoring import Array
from kg.kge.trained_model import ModelDescription, TrainedModel, load_model, save_model
from kg.kge.training import train
from kg.kge.training_settings import MODELS, TrainingSettings, default_settings
from kg.kge.unstated import unstated
from schemas.errors import LinkPredictorError
from tests.fakes.company_facts import company_facts

_FACTS = company_facts()


@pytest.fixture
def model() -> TrainedModel:
    """A model of random vectors, as a training would leave it."""
    facts = index_facts(_FACTS)
    rng = np.random.default_rng(1)
    settings = TrainingSettings(dimensions=4)

    def vectors(count: int) -> Array:
        parts = rng.normal(size=(2, count, 4))
        return np.asarray(parts[0] + 1j * parts[1], dtype=np.complex64)

    description = ModelDescription(
        entities=facts.entities,
        relations=facts.relations,
        settings=settings,
        metrics={"mrr": 0.3, "entities": len(facts.entities)},
        calibration=Calibration(slope=1.0, middle=-3.0),
        likelihood=Calibration(slope=2.0, middle=-2.0),
    )
    arrays = {"entity_0": vectors(len(facts.entities)), "relation_0": vectors(len(facts.relations))}
    return TrainedModel(description, arrays, facts.triples)


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
    arrays = {**model.arrays, "entity_0": model.arrays["entity_0"][:-1]}
    short = TrainedModel(model.description, arrays, model.triples)
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


def test_only_a_predictor_surely_above_its_baseline_is_useful() -> None:
    assert beats_baseline({"mrr": 0.3, "baseline_mrr": 0.2, "sure_gain": 0.01})
    assert not beats_baseline({"mrr": 0.3, "baseline_mrr": 0.2, "sure_gain": -0.01})
    assert beats_baseline({"mrr": 0.3, "baseline_mrr": 0.2})
    assert not beats_baseline({"mrr": 0.2, "baseline_mrr": 0.2})
    assert not beats_baseline({})


def _quality(heads: list[float], tails: list[float]) -> Quality:
    ranks = (*heads, *tails)
    mrr = sum(1 / rank for rank in ranks) / len(ranks)
    return Quality(mrr=mrr, hits_at_1=0, hits_at_3=0, hits_at_10=0, ranks=ranks)


def test_a_gain_is_sure_where_most_facts_agree_and_not_where_one_decides() -> None:
    counting = _quality([2.0] * 20, [2.0] * 20)
    better = _quality([1.0] * 18 + [2.0] * 2, [1.0] * 18 + [2.0] * 2)
    assert 0.3 < sure_gain(better, counting) < 0.45
    lucky = _quality([1.0] + [2.1] * 19, [1.0] + [2.1] * 19)
    assert lucky.mrr > counting.mrr
    assert sure_gain(lucky, counting) < 0
    assert sure_gain(_quality([1.0], [1.0]), _quality([2.0], [2.0])) == 0


def test_likelihood_is_the_share_of_facts_among_statements_with_such_a_score() -> None:
    dice = np.random.default_rng(2)
    scores = dice.normal(size=20_000).astype(np.float32)
    share = 1 / (1 + np.exp(-(2 * scores.astype(float) - 3)))
    curve = likelihood(scores, dice.random(20_000) < share)
    assert curve(np.array([0.0, 1.5, 3.0], dtype=np.float32)) == pytest.approx([0.047, 0.5, 0.953], abs=0.03)


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def test_missing_facts_have_ends_of_the_kind_that_the_relation_joins_and_are_stated_nowhere(
    predictor: LinkPredictor,
) -> None:
    found = predictor.missing_facts(10_000)
    assert found
    stated = set(_FACTS)
    heads = {(relation, _kind(head)) for head, relation, _ in _FACTS}
    tails = {(relation, _kind(tail)) for _, relation, tail in _FACTS}
    for one in found:
        assert (one.head, one.relation, one.tail) not in stated
        assert (one.relation, _kind(one.head)) in heads
        assert (one.relation, _kind(one.tail)) in tails
        assert one.head != one.tail
    shares = [one.likelihood for one in found]
    assert shares == sorted(shares, reverse=True)
    assert [one.tail for one in predictor.missing_facts(3)] == [one.tail for one in found[:3]]


def test_who_lacks_a_relation_that_most_of_its_kind_have_may_have_it() -> None:
    facts = index_facts([fact for fact in _FACTS if fact[:2] != ("person0", "LIVE_IN")])
    arrays = {
        "entity_0": np.ones((len(facts.entities), 4), dtype=np.float32),
        "relation_0": np.ones((len(facts.relations), 4), dtype=np.float32),
    }
    lives, person = facts.relations.index("LIVE_IN"), facts.entities.index("person0")
    (found,) = unstated("DistMult", arrays, facts.triples, entity=person, relation=lives)
    cities = {tail for _, relation, tail in _FACTS if relation == "LIVE_IN"}
    assert {facts.entities[tail] for tail in found.tails} == cities


def test_missing_facts_of_one_entity_or_relation(predictor: LinkPredictor) -> None:
    of_city = predictor.missing_facts(1_000, entity="city1")
    assert {one.relation for one in of_city} == {"BASED_IN", "LIVE_IN", "IN", "HAS"}
    assert all("city1" in (one.head, one.tail) for one in of_city)
    lives = predictor.missing_facts(1_000, entity="city1", relation="LIVE_IN")
    assert {(one.relation, one.tail) for one in lives} == {("LIVE_IN", "city1")}
    assert predictor.missing_facts(5, entity="nobody") == []
    assert predictor.missing_facts(5, relation="ADMIRE") == []


def test_of_a_symmetric_relation_each_pair_comes_once(predictor: LinkPredictor) -> None:
    found = predictor.missing_facts(100_000, relation="IN", symmetric={"IN"})
    pairs = [(one.head, one.tail) for one in found]
    assert all(head < tail for head, tail in pairs)
    assert len(set(pairs)) == len(pairs)
    stated = {frozenset((head, tail)) for head, relation, tail in _FACTS if relation == "IN"}
    assert not stated & {frozenset(pair) for pair in pairs}


def test_what_conve_cannot_make_an_image_of_is_refused() -> None:
    for model in MODELS:
        assert default_settings(model).model == model
    assert default_settings("ComplEx", epochs=7, dimensions=12).epochs == 7
    with pytest.raises(ValidationError, match="image"):
        default_settings("ConvE", dimensions=7)


def test_more_than_a_tenth_of_changed_facts_is_too_much() -> None:
    assert not changed_too_much(100, 110, 100)
    assert changed_too_much(100, 111, 100)
    assert changed_too_much(100, 89, 100)
