import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.mentions.names import (
    as_written,
    clean_name,
    clean_relation,
    clean_type,
    is_pronoun,
    spelling_key,
)
from schemas.graph_schema import RESERVED_LABELS


@pytest.mark.parametrize(
    ("given_type", "label"),
    [
        ("Person", "Person"),
        ("person", "Person"),
        ("PERSON", "Person"),
        ("Research paper", "ResearchPaper"),
        ("RESEARCH_PAPER", "ResearchPaper"),
        ("ResearchPaper", "ResearchPaper"),
        ("TV", "TV"),
        ("인물", "인물"),
        ("Person`) DETACH DELETE (n", "PersonDetachDeleteN"),
        ("Document", "DocumentEntity"),
        ("chunk", "ChunkEntity"),
        ("__Entity__", "Entity"),
        ("3D model", "Thing"),
        ("", "Thing"),
        (None, "Thing"),
        (["Person"], "Thing"),
        ("x" * 80, "Thing"),
    ],
)
def test_types_become_labels(given_type: object, label: str) -> None:
    assert clean_type(given_type) == label


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("  Ada \n Lovelace\u0000 ", "Ada Lovelace"),
        (1815, "1815"),
        (None, None),
        (True, None),
        (["Ada"], None),
        ("...", None),
        ("x" * 51, None),
        ("세종대왕", "세종대왕"),
    ],
)
def test_a_name_is_cleaned_or_none(name: object, clean: str | None) -> None:
    assert clean_name(name, 50) == clean


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("Ibm", "The IBM tower", "IBM"),
        ("Don'T Stop", "They sang Don't Stop.", "Don't Stop"),
        ("IBM", "Nothing here", "IBM"),
        ("Us", "We trust us", "us"),
        ("Marie_Curie", "Later Marie Curie moved.", "Marie Curie"),
        ("Antonin Dvorak", "So Antonín Dvořák wrote.", "Antonín Dvořák"),
        ("New York", "in New\nYork", "New York"),
        ("U.S.A.", "The USA won.", "USA"),
        ("Little Boy bomb", "The (Little Boy) bomb fell", "Little Boy bomb"),
        ("the Sorbonne", "The Sorbonne is old", "The Sorbonne"),
        ("The Beatles", "It was Beatles music.", "The Beatles"),
    ],
)
def test_a_name_takes_the_letters_of_the_text(name: str, text: str, written: str) -> None:
    assert as_written(name, text) == written


@pytest.mark.parametrize(
    ("name", "is_one"), [("He", True), ("it", True), ("그녀", True), ("US", False), ("Ada", False)]
)
def test_pronouns_are_told(name: str, is_one: bool) -> None:
    assert is_pronoun(name) is is_one


def test_a_relation_needs_a_letter() -> None:
    assert clean_relation(" born  in ") == "born in"
    assert clean_relation("→ 12") is None
    assert clean_relation("x" * 101) is None


def test_spelling_does_not_matter_in_keys() -> None:
    assert len({spelling_key(name) for name in ("WORKS_FOR", "works for", "WorksFor", "works-for")}) == 1


anything = st.one_of(st.text(), st.none(), st.integers(), st.lists(st.text()), st.booleans(), st.floats())


@given(anything)
def test_every_label_is_safe(name: object) -> None:
    label = clean_type(name)
    assert re.fullmatch(r"[^\W\d]\w{0,69}", label)
    assert label not in RESERVED_LABELS


@given(anything)
def test_every_name_is_short_visible_and_says_something(name: object) -> None:
    clean = clean_name(name, 50)
    if clean is not None:
        assert len(clean) <= 50
        assert clean.isprintable()
        assert any(map(str.isalnum, clean))
