"""What WordNet says of two words."""

import pytest

from kg.lexicon.word_relations import derivation_family, related_words


@pytest.mark.parametrize(
    ("word", "other"), [("establish", "found"), ("buy", "purchase"), ("begin", "start"), ("film", "movie")]
)
def test_words_of_one_meaning_are_the_same(word: str, other: str) -> None:
    assert other in related_words(word).same


def test_who_does_and_what_is_done_belong_to_the_verb() -> None:
    assert {"founder", "foundation"} <= derivation_family("found")
    assert "discovery" in derivation_family("discover")


def test_a_wider_word_is_no_narrower_one() -> None:
    assert "animal" in related_words("dog").wider
    assert "dog" not in related_words("animal").wider


@pytest.mark.parametrize(("word", "other"), [("rise", "fall"), ("old", "young"), ("increase", "decrease")])
def test_opposites_are_no_synonyms(word: str, other: str) -> None:
    assert other in related_words(word).opposite
    assert other not in related_words(word).same


def test_an_unknown_word_has_no_relations() -> None:
    assert not any(related_words("qwertzu"))
