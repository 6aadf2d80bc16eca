"""The embedders of the tests; the real one, which takes long to load, is held to the same in tests/integration."""

import numpy as np

from api.embedding.timed_embedder import TimedEmbedder
from schemas.ports import Embedder
from tests.contracts.cases import EmbedderContract
from tests.fakes.embedder import FakeEmbedder, TopicEmbedder


class TestFake(EmbedderContract):
    def embedder(self) -> Embedder:
        return FakeEmbedder()

    def test_texts_that_share_words_are_near_each_other(self) -> None:
        press, presses, cat = FakeEmbedder(64).embed(["the old press", "the new press", "cats sleep"])
        assert np.dot(press, presses) > np.dot(press, cat)


class TestTopics(EmbedderContract):
    def embedder(self) -> Embedder:
        return TopicEmbedder("press", "word")


class TestTimed(EmbedderContract):
    def embedder(self) -> Embedder:
        return TimedEmbedder(FakeEmbedder())

    def test_texts_are_counted_and_their_time_is_kept(self) -> None:
        timed = TimedEmbedder(FakeEmbedder())
        timed.embed(["the old press", "cats sleep"])
        timed.embed(["the new press"])
        assert timed.texts == 3
        assert timed.seconds > 0
