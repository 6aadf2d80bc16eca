"""One suite of tests for each port; an implementation inherits it and gives the parts it is made of."""

import pickle
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.parts import FORMATS
from extraction.load.drawing import DrawableFormat, DrawingLimits
from extraction.load.formats import Format, Formats
from extraction.load.loader import Loader
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from extraction.split.task import Splitter
from schemas.chunk import Chunk
from schemas.document import Block
from schemas.errors import ConfigError, DocumentRejectedError, NotFoundError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionOutcome
from schemas.graph_schema import GraphSchema
from schemas.ids import chunk_id
from schemas.ports import Embedder, Extractor
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_text
from tests.fakes.scripted_extractor import SCHEMA

MAX_BYTES = 1_000_000
WORDS = "Caxton printed at Westminster"
TEXTS = (
    "Ada Lovelace was born in London. She wrote notes on the Analytical Engine.",
    "이재용은 삼성전자의 회장이다.",
    "Der Mann wohnt in Berlin.",
    "...",
)
SPLITTABLE = st.lists(
    st.sampled_from(
        ["# Head\n", "\n## Sub *head*\n", "Setext\n===\n", "\n\n", "\n", " ", "A sentence of words. ", 'Mr. A. said "no"! ',
         "한글은 소리글자이다. ", "단어", "x" * 45, "👩‍👩‍👧 ", "e\u0301", "\t", "- item\n", "| a | b |\n", "\u200b", "\u00a0", "끝."]
    ),
    max_size=40,
).map("".join) | st.text(max_size=300)  # fmt: skip

# A suite runs in each class that inherits it, on purpose: each shrinks its own failures.
of_each_class = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.differing_executors]
)


def check_blocks(text: str, blocks: Sequence[Block]) -> None:
    """Blocks lie within the text, begin and end with words, are in order and apart from others of their kind."""
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)
    reached: dict[str, int] = {}
    for block in blocks:
        assert reached.get(block.kind, 0) <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert (block.kind == "heading") == (block.level is not None) == bool(block.title)
        reached[block.kind] = block.end


class FormatContract(ABC):
    """What `extraction.load.formats.Format` promises."""

    @abstractmethod
    def format(self) -> Format:
        """The format."""

    @abstractmethod
    def sample(self) -> bytes:
        """A file of it that holds `WORDS`."""

    def test_its_endings_and_media_types_are_written_as_they_are_compared(self) -> None:
        kind = self.format()
        assert kind.suffixes
        assert kind.media_types
        assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in kind.suffixes)
        assert all(media_type == media_type.lower() and "/" in media_type for media_type in kind.media_types)

    def test_a_file_is_read_to_clean_texts_with_places_inside_them(self) -> None:
        texts = self.format().read(self.sample(), "sample", max_bytes=MAX_BYTES)
        assert WORDS in " ".join(" ".join(loaded.text for loaded in texts).split())
        assert len({loaded.part for loaded in texts}) == len(texts)
        for loaded in texts:
            assert loaded.text.strip()
            assert "\r" not in loaded.text
            check_blocks(loaded.text, loaded.blocks)
            assert len(loaded.page_labels) in {0, len(loaded.page_starts)}
            assert list(loaded.page_starts) == sorted(loaded.page_starts)
            assert all(0 <= place <= len(loaded.text) for place in loaded.page_starts)

    def test_a_copy_sent_to_another_process_reads_the_same(self) -> None:
        copy = pickle.loads(pickle.dumps(self.format()))
        read = self.format().read(self.sample(), "sample", max_bytes=MAX_BYTES)
        again = copy.read(self.sample(), "sample", max_bytes=MAX_BYTES)
        assert pickle.loads(pickle.dumps(again)) == read

    def test_words_that_have_places_are_on_pages_that_can_be_drawn(self) -> None:
        kind = self.format()
        for loaded in kind.read(self.sample(), "sample", max_bytes=MAX_BYTES):
            if not loaded.words.packed or loaded.content is not None:  # of a file within
                continue
            assert isinstance(kind, DrawableFormat)
            for page in range(1, len(loaded.page_starts) + 1):
                drawing = kind.draw_page(self.sample(), "sample", page, limits=DrawingLimits())
                right, bottom = (size / drawing.scale + 1 for size in drawing.image.size)
                assert all(
                    -1 < box.x0 < box.x1 < right and -1 < box.y0 < box.y1 < bottom
                    for box in loaded.words.on_page(page)
                )
            with pytest.raises(NotFoundError) as caught:
                kind.draw_page(self.sample(), "sample", len(loaded.page_starts) + 1, limits=DrawingLimits())
            assert caught.value.remedy
            with pytest.raises(DocumentRejectedError, match="sample"):
                kind.draw_page(b"nothing", "sample", 1, limits=DrawingLimits())

    def test_each_ending_and_media_type_leads_to_it(self) -> None:
        loader = Loader(Formats((self.format(),)), MAX_BYTES)
        for name, media_type in [(f"sample{suffix.upper()}", None) for suffix in self.format().suffixes] + [
            ("sample", f"{media_type}; charset=utf-8") for media_type in self.format().media_types
        ]:
            documents = loader.load_bytes(name, self.sample(), media_type)
            assert {document.media_type for document in documents} == {self.format().media_types[0]}

    def test_more_text_than_is_allowed_is_refused(self) -> None:
        allowed = len(WORDS) - 1
        kind = self.format()
        with pytest.raises(DocumentRejectedError) as caught:
            Loader(Formats((kind,)), allowed).load_bytes(f"sample{kind.suffixes[0]}", self.sample())
        assert caught.value.remedy

    @of_each_class
    @given(st.binary(max_size=300), st.floats(0, 1))
    def test_damaged_files_are_read_or_refused_with_a_remedy(self, junk: bytes, share: float) -> None:
        sample = self.sample()
        for content in (junk, sample[: int(len(sample) * share)] + junk):
            try:
                self.format().read(content, "damaged", max_bytes=MAX_BYTES)
            except DocumentRejectedError as error:
                assert "damaged" in str(error)  # noqa: PT017  # not raising is right too
                assert error.remedy  # noqa: PT017

    def test_it_claims_nothing_that_a_format_of_ours_has(self) -> None:
        others = [kind for kind in FORMATS if kind.name != self.format().name]
        Formats((*others, self.format()))
        with pytest.raises(ConfigError):
            Formats((self.format(), self.format()))


class SplitterContract(ABC):
    """What `extraction.split.task.Splitter` promises."""

    @abstractmethod
    def splitter(self) -> Splitter:
        """The splitter."""

    def split(self, text: str, max_chars: int, overlap_chars: int = 0) -> tuple[str, tuple[Chunk, ...]]:
        (document,) = load_text("x.md", text, max_bytes=MAX_BYTES)
        sizes = SplitSettings(max_chars=max_chars, overlap_chars=overlap_chars)
        return document.text, split_document("d", document, self.splitter(), sizes, FakeEmbedder())

    @of_each_class
    @given(text=SPLITTABLE, max_chars=st.integers(20, 200), share=st.sampled_from([0, 0.2, 0.5]))
    def test_chunks_are_exact_stretches_that_hold_the_whole_text(
        self, text: str, max_chars: int, share: float
    ) -> None:
        overlap = int(max_chars * share)
        try:
            whole, chunks = self.split(text, max_chars, overlap)
        except DocumentRejectedError:
            return
        covered = bytearray(len(whole))
        for index, chunk in enumerate(chunks):
            assert chunk.text == whole[chunk.start : chunk.end]
            assert chunk.text == chunk.text.strip() != ""
            assert len(chunk.text) <= max_chars
            assert (chunk.index, chunk.id) == (index, chunk_id("d", index, chunk.text))
            covered[chunk.start : chunk.end] = b"\x01" * (chunk.end - chunk.start)
        assert all(here or character.isspace() for here, character in zip(covered, whole, strict=True))
        ends = [chunk.end for chunk in chunks]
        assert ends == sorted(set(ends))
        if not share:
            assert all(before.end <= after.start for before, after in pairwise(chunks))
        assert self.split(text, max_chars, overlap)[1] == chunks


class EmbedderContract(ABC):
    """What `schemas.ports.Embedder` promises."""

    texts = ("A printing press.", "세종은 훈민정음을 창제하였다.", "", "word " * 1_000)

    @abstractmethod
    def embedder(self) -> Embedder:
        """The embedder."""

    def test_vectors_have_the_promised_form(self) -> None:
        embedder = self.embedder()
        vectors = embedder.embed(self.texts)
        assert embedder.model
        assert vectors.shape == (len(self.texts), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_no_texts_give_no_vectors(self) -> None:
        embedder = self.embedder()
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_a_text_has_the_same_vector_whatever_stands_beside_it_and_in_whichever_thread(self) -> None:
        embedder = self.embedder()
        together = embedder.embed(self.texts)
        with ThreadPoolExecutor(4) as pool:
            alone = list(pool.map(lambda text: embedder.embed([text])[0], self.texts * 2))
        for number, vector in enumerate(alone):
            # Not to the last bit: a model that computes with 16 bits rounds differently in a longer batch.
            assert vector @ together[number % len(self.texts)] > 0.999


class ExtractorContract(ABC):
    """What `schemas.ports.Extractor` promises."""

    @abstractmethod
    def extractor(self) -> Extractor:
        """The extractor."""

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Extractor]:
        """The extractor with all that it needs to work."""
        yield self.extractor()

    @staticmethod
    def task(text: str, index: int = 0) -> ChunkToExtract:
        chunk = Chunk(
            id=chunk_id("d", index, text),
            document_id="d",
            index=index,
            text=text,
            start=0,
            end=len(text),
            language="ko" if "이" in text else "other" if "Der" in text else "en",
        )
        return ChunkToExtract(chunk=chunk, document_title="Notes")

    @pytest.mark.parametrize("schema", [None, SCHEMA], ids=["loose", "strict"])
    async def test_each_task_has_one_outcome_with_places_inside_its_text(
        self, schema: GraphSchema | None
    ) -> None:
        tasks = [self.task(text, index) for index, text in enumerate(TEXTS)]
        async with self.opened() as extractor:
            outcomes = [outcome async for outcome in extractor.extract(tasks, schema)]
        assert sorted(outcome.chunk_id for outcome in outcomes) == sorted(task.chunk.id for task in tasks)
        length = {task.chunk.id: len(task.chunk.text) for task in tasks}
        for outcome in outcomes:
            if isinstance(outcome, ChunkExtraction):
                for triple in outcome.triples:
                    assert triple.start is None or 0 <= triple.start <= (triple.end or 0)
                    assert triple.end is None or triple.end <= length[outcome.chunk_id]

    async def test_no_tasks_have_no_outcomes(self) -> None:
        async with self.opened() as extractor:
            assert [outcome async for outcome in extractor.extract([], None)] == []

    async def test_it_ends_when_nobody_waits_for_the_rest(self) -> None:
        tasks = [self.task(text, index) for index, text in enumerate(TEXTS)]
        async with self.opened() as extractor:
            outcomes = extractor.extract(tasks, None)
            first: ExtractionOutcome = await anext(outcomes)
            assert first.chunk_id in {task.chunk.id for task in tasks}
            await outcomes.aclose()  # type: ignore[attr-defined]  # async generators have it

    async def test_its_keys_differ_where_the_result_may(self) -> None:
        one, other = self.task(TEXTS[0]), self.task(TEXTS[1])
        async with self.opened() as extractor:
            assert extractor.name
            assert extractor.fingerprint == extractor.fingerprint != ""
            key = extractor.cache_key(one, None)
            assert key == extractor.cache_key(one, None)
            assert len({key, extractor.cache_key(other, None), extractor.cache_key(one, SCHEMA)}) == 3
