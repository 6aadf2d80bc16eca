"""The embedders of the tests; the real one, which takes long to load, is held to the same in tests/integration."""

import numpy as np

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
