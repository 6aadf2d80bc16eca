"""The labelled pairs of names are fit to measure with, and what is measured is counted right."""

from collections import Counter

from benchmarks.identity_documents import given_names, pair_texts
from benchmarks.identity_examples import ExampleScores, score_entities
from benchmarks.identity_labels import ExamplePair, LabelledPair, NamedSide, read_example_pairs, read_pairs
from benchmarks.identity_scores import Verdict, errors, scores_by_group
from kg.text.name_key import name_key
from schemas.graph import Entity

PAIRS = read_pairs()
_MOST_APART = 3


def test_there_are_enough_pairs_and_at_least_half_of_them_are_different_things() -> None:
    assert len(PAIRS) >= 400
    assert sum(not pair.same for pair in PAIRS) * 2 >= len(PAIRS)
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)


def test_every_sentence_names_its_own_name() -> None:
    for pair in PAIRS:
        texts = pair_texts(pair)
        assert len(texts.places) == 2, pair.id


def test_no_name_of_the_test_half_is_elsewhere() -> None:
    halves: dict[str, set[str]] = {}
    for pair in PAIRS:
        for side in (pair.left, pair.right):
            halves.setdefault(name_key(side.name), set()).add(pair.half)
    assert [name for name, own in halves.items() if "test" in own and len(own) > 1] == []


def test_no_pair_is_in_two_sets() -> None:
    keys = Counter(
        (pair.half, frozenset(name_key(side.name) for side in (pair.left, pair.right))) for pair in PAIRS
    )
    assert {half for half, _ in keys} == {"dev", "second", "test"}
    names = Counter(names for _, names in keys)
    assert [sorted(pair) for pair, count in names.items() if count > 1] == []


def test_each_phenomenon_is_shared_out_evenly() -> None:
    counts = Counter((pair.phenomenon, pair.same, pair.half) for pair in PAIRS)
    for phenomenon, same, _ in counts:
        dev, test = counts[phenomenon, same, "dev"], counts[phenomenon, same, "test"]
        assert abs(dev - test) <= _MOST_APART, phenomenon


def test_the_other_name_is_given_only_where_it_stands_outside_the_own_one() -> None:
    both = _pair("Mark Twain", "Samuel Clemens", "Samuel Clemens wrote as Mark Twain.")
    inside = _pair("Hamburg", "FC Hamburg", "FC Hamburg lost.")
    assert [len(one.entities) for one in given_names(pair_texts(both))] == [1, 2]
    assert [len(one.entities) for one in given_names(pair_texts(inside))] == [1, 1]


def test_sentences_of_one_document_are_two_chunks_of_it() -> None:
    apart = _pair("Alan Turing", "Turing", "Turing ran.")
    together = apart.model_copy(update={"one_document": True})
    assert [len(pair_texts(pair).documents) for pair in (apart, together)] == [2, 1]
    assert [len(pair_texts(pair).chunks) for pair in (apart, together)] == [2, 2]


def test_precision_counts_what_met_and_recall_what_should_have_met() -> None:
    same, different = _pair("A", "B", "B."), _pair("C", "D", "D.").model_copy(update={"same": False})
    verdicts = [
        Verdict(same, found=True, met=True),
        Verdict(same, found=True, met=False),
        Verdict(same, found=False, met=False),
        Verdict(same, found=True, met=False),
        Verdict(different, found=True, met=True),
    ]
    figures = scores_by_group(verdicts)["all"]["all"]
    assert (figures["precision"], figures["recall"], figures["found"]) == (0.5, 0.25, 4)
    assert scores_by_group(verdicts[1:2])["all"]["all"]["precision"] is None
    assert errors(verdicts) == [same.id, same.id, same.id, different.id]


def test_an_example_pair_meets_in_an_entity_with_both_names_and_other_bilingual_ones_are_wrong() -> None:
    pairs = [
        ExamplePair(kind="place", korean=("서울",), english=("Seoul",)),
        ExamplePair(kind="place", korean=("안동",), english=("Andong",)),
        ExamplePair(kind="place", korean=("파리",), english=("Paris",)),
    ]
    entities = [
        Entity(id="1", name="서울", type="Place", key="서울", aliases=("Seoul",)),
        Entity(id="2", name="안동", type="Place", key="안동"),
        Entity(id="3", name="Andong", type="Place", key="andong", aliases=("청주",)),
    ]
    scores = score_entities(entities, pairs)
    assert scores == ExampleScores(
        met=("서울 = Seoul",), apart=("안동 = Andong",), missing=("파리 = Paris",), wrong=("Andong",)
    )


def test_the_pairs_of_the_examples_are_read() -> None:
    pairs = read_example_pairs()
    assert len(pairs) == len({pair.korean for pair in pairs})
    assert all(pair.korean and pair.english for pair in pairs)


def _pair(left: str, right: str, right_sentence: str) -> LabelledPair:
    return LabelledPair(
        id=f"{left}-{right}",
        kind="person",
        language="en",
        phenomenon="alias",
        same=True,
        half="dev",
        one_document=False,
        left=NamedSide(name=left, type="Person", context=f"{left} slept."),
        right=NamedSide(name=right, type="Person", context=right_sentence),
    )
