"""The vocabulary that comes with CiteGraph, and those that users write."""

from pathlib import Path

import pytest

from extraction.schema.vocabulary import Vocabulary, base_vocabulary, find_vocabulary, read_vocabulary
from schemas.errors import ConfigError

PLAYERS = """
entity_types:
  Person: {definition: A human being.}
  Player: {definition: Someone who plays., parent: Person}
relation_types:
  PLAYS_WITH: {definition: Two play together., head: [Player], tail: [Person], triggers: [plays with]}
"""


def test_every_relation_of_the_base_has_ends_and_wordings() -> None:
    vocabulary = base_vocabulary()
    assert len(vocabulary.relation_types) >= 80
    for name, relation in vocabulary.relation_types.items():
        assert relation.triggers, name
        assert relation.definition.endswith("."), name


def test_a_type_is_near_its_ancestors_and_far_from_its_siblings() -> None:
    vocabulary = base_vocabulary()
    assert vocabulary.lineage("Film") == ("Film", "Work")
    assert vocabulary.distance("Film", ("Work",)) == 0
    assert vocabulary.distance("Work", ("Film",)) == 1
    assert vocabulary.distance("Thing", ("Film",)) == 2
    assert vocabulary.distance("Song", ("Film",)) is None
    assert vocabulary.distance("Thing", ("Date",)) is None


def test_a_file_of_the_users_own_is_read_with_its_other_languages(tmp_path: Path) -> None:
    (tmp_path / "sport.yaml").write_text(PLAYERS, encoding="utf-8")
    (tmp_path / "sport.ko.yaml").write_text(
        "relation_types: {PLAYS_WITH: {triggers: [뛰다]}}", encoding="utf-8"
    )
    vocabulary = read_vocabulary(tmp_path / "sport.yaml")
    assert vocabulary.relation_types["PLAYS_WITH"].triggers == ("plays with", "뛰다")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("[]", "entity_types and relation_types"),
        ("entity_types: {A: {definition: x}\n", "expected"),
        (PLAYERS.replace("tail: [Person]", "tail: [Coach]"), "'Coach', an end of PLAYS_WITH"),
        (PLAYERS.replace("parent: Person", "parent: Persn"), "the parent 'Persn' of Player"),
        (PLAYERS.replace("A human being.", "A human being., parent: Player"), "its own ancestor"),
        (PLAYERS.replace("triggers:", "trigger:"), "relation_types.PLAYS_WITH.trigger"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(tmp_path: Path, wrong: str, place: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be used") as refused:
        read_vocabulary(file)
    assert place in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml"):
        read_vocabulary(tmp_path / "none.yaml")


def test_the_base_survives_a_round_trip() -> None:
    vocabulary = base_vocabulary()
    assert Vocabulary.model_validate_json(vocabulary.model_dump_json()) == vocabulary


def test_a_file_extends_a_packaged_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        PLAYERS + "  SPOUSE_OF: {definition: Married., triggers: [tied the knot with]}\nextends: base\n",
        encoding="utf-8",
    )
    mine, base = read_vocabulary(tmp_path / "mine.yaml"), base_vocabulary()
    assert set(mine.relation_types) == {*base.relation_types, "PLAYS_WITH"}
    assert next(iter(mine.relation_types)) == "PLAYS_WITH", "its own are preferred"
    changed, before = mine.relation_types["SPOUSE_OF"], base.relation_types["SPOUSE_OF"]
    assert changed.triggers == (*before.triggers, "tied the knot with")
    assert (changed.definition, changed.head) == ("Married.", before.head)


def test_a_file_extends_one_beside_it_and_never_itself(tmp_path: Path) -> None:
    (tmp_path / "wide.yaml").write_text(PLAYERS, encoding="utf-8")
    (tmp_path / "narrow.yaml").write_text("extends: wide.yaml\n", encoding="utf-8")
    assert set(read_vocabulary(tmp_path / "narrow.yaml").relation_types) == {"PLAYS_WITH"}
    (tmp_path / "wide.yaml").write_text("extends: narrow.yaml\n" + PLAYERS, encoding="utf-8")
    with pytest.raises(ConfigError, match="extends itself"):
        read_vocabulary(tmp_path / "narrow.yaml")


@pytest.mark.parametrize("name", ["general", "film-music", "companies"])
def test_the_packaged_vocabularies_have_names_of_their_own_and_definitions(name: str) -> None:
    vocabulary = find_vocabulary(name)
    assert vocabulary is not None
    assert set(base_vocabulary().relation_types) < set(vocabulary.relation_types)
    assert all(kind.definition.endswith(".") for kind in vocabulary.entity_types.values())
    assert all(kind.definition.endswith(".") for kind in vocabulary.relation_types.values())
    for relation, kind in vocabulary.relation_types.items():
        assert kind.triggers or kind.verbs or kind.prepositions, relation
