"""The extractors, real and fake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from extraction.rules.extractor import DependencyExtractor
from schemas.ports import Extractor
from tests.contracts.cases import ExtractorContract
from tests.fakes.gated_extractor import GatedExtractor
from tests.fakes.scripted_extractor import good, quick, scripted_extractor


class TestRules(ExtractorContract):
    def extractor(self) -> Extractor:
        return DependencyExtractor()


class TestChatModel(ExtractorContract):
    """LlmExtractor, with an endpoint that gives every text the same answer."""

    def extractor(self) -> Extractor:
        raise NotImplementedError

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Extractor]:
        async with scripted_extractor(good, quick()) as (extractor, _):
            yield extractor


class TestGated(ExtractorContract):
    def extractor(self) -> Extractor:
        return GatedExtractor()
