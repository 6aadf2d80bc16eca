"""Documents get the text that they await: how far it is, what ends it, and what is not done twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from extraction.completion import Completion
from extraction.intake import DocumentSize
from extraction.load.ocr.engine import RecognisedWord
from extraction.load.ocr.recogniser import RECOGNISING
from extraction.load.pictures import DESCRIBING
from extraction.state.library import DocumentLibrary
from extraction.state.model_answers import ModelAnswers
from extraction.state.sql_database import SqlDatabase
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError, ModelError, NotFoundError
from schemas.extraction import Usage
from schemas.ports import no_progress
from tests.fakes.scans import FakeEngine, drawn
from tests.unit.test_deferred import PNG, deferred, loader_with
from tests.unit.test_page_images import tiff_of
from tests.unit.test_pictures import Seeing, pdf_with_photo

THREE = tiff_of([drawn([text]) for text in ("one", "two", "three")])


@dataclass(frozen=True)
class CountingEngine(FakeEngine):
    """Remembers the pages that it recognised."""

    words: tuple[str, ...] = ("seen",)
    pages: list[Image.Image] = field(default_factory=list)

    def recognise(self, image: Image.Image) -> list[RecognisedWord]:
        self.pages.append(image)
        return super().recognise(image)


class StoppedError(Exception):
    """Ends a job."""


class Bench:
    """A library, and what completes its documents."""

    def __init__(self, folder: Path, answers: ModelAnswers) -> None:
        self.library = DocumentLibrary(folder)
        self.answers = answers
        self.engine = CountingEngine()
        self.model: Seeing | None = None
        self.measure: Callable[[LoadedDocument], DocumentSize] = lambda _: DocumentSize(1, 1)
        self.told: list[tuple[str, int, int]] = []

    def keep(self, name: str, content: bytes) -> str:
        (identifier,) = self.library.keep_all(
            deferred(name, content, loader_with(self.engine, self.model)), content
        )
        return identifier

    @property
    def completion(self) -> Completion:
        loader = loader_with(self.engine, self.model)
        return Completion(self.library, loader, self.measure, self.answers)

    def report(self, stage: str, done: int, total: int) -> None:
        self.told.append((stage, done, total))


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    database = SqlDatabase(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    await database.migrate()
    yield Bench(tmp_path, ModelAnswers(database))
    database.close()


async def test_pages_of_all_documents_are_counted_together_and_the_texts_are_kept(bench: Bench) -> None:
    ids = [bench.keep("a.tif", THREE), bench.keep("b.png", PNG), bench.keep("c.txt", b"A text.")]
    completed = await bench.completion.run(ids, bench.report)
    assert [one for one in bench.told if one[0] == RECOGNISING][-1] == (RECOGNISING, 4, 4)
    assert {total for _, _, total in bench.told} == {4}
    assert list(completed.warnings) == ids[:2]
    assert [bench.library.get(one).text.split() for one in ids] == [["seen"] * 3, ["seen"], ["A", "text."]]
    await bench.completion.end(ids)
    assert [bench.library.find_awaited(one) for one in ids] == [None] * 3
    assert (await bench.completion.run(ids, bench.report)).warnings == {}
    assert len(bench.engine.pages) == 4


async def test_what_is_ended_goes_on_with_the_pages_that_are_missing(bench: Bench) -> None:
    twelve = tiff_of([drawn([f"page {number}"]) for number in range(12)])
    identifier = bench.keep("a.tif", twelve)

    def stop(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        await bench.completion.run([identifier], stop)
    assert 2 <= len(bench.engine.pages) < 12
    with pytest.raises(NotFoundError):
        bench.library.get(identifier)
    await bench.completion.run([identifier], no_progress)
    assert len(bench.engine.pages) == 12
    assert bench.library.get(identifier).text.split() == ["seen"] * 12


async def test_an_older_text_stays_until_the_new_one_is_there(bench: Bench) -> None:
    identifier = bench.keep("a.png", PNG)
    await bench.completion.run([identifier], no_progress)
    await bench.completion.end([identifier])
    assert bench.keep("a.png", PNG) == identifier
    assert bench.library.get(identifier).text.strip() == "seen"
    bench.library.delete(identifier)
    assert not bench.library.holds(identifier)


async def test_documents_without_text_or_with_too_much_are_named(bench: Bench) -> None:
    bench.engine = CountingEngine(words=())
    blank = bench.keep("blank.png", PNG)
    completed = await bench.completion.run([blank], no_progress)
    assert "no text was recognised" in str(completed.refused[blank])

    def too_large(document: LoadedDocument) -> DocumentSize:
        raise DocumentRejectedError(f"{document.source} is too large")

    bench.engine, bench.measure = CountingEngine(), too_large
    large = bench.keep("large.tif", THREE)
    completed = await bench.completion.run([large], no_progress)
    assert list(completed.refused) == [large]
    assert bench.library.find_awaited(large), "a retry begins with it"


async def test_what_a_model_saw_is_counted_to_the_document_and_not_asked_again(bench: Bench) -> None:
    bench.model = Seeing()
    identifier = bench.keep("a.pdf", pdf_with_photo())
    await bench.completion.run([identifier], bench.report)
    assert (DESCRIBING, 0, 1) in bench.told
    cost = Usage(model="seeing", model_calls=1, input_tokens=900, output_tokens=20)
    assert await bench.answers.usage([identifier]) == cost
    await bench.completion.run([identifier], no_progress)
    assert len(bench.model.seen) == 1
    assert await bench.answers.usage([identifier]) == cost
    assert "A red disc on a green field." in bench.library.get(identifier).text


async def test_a_question_that_fails_costs_too(bench: Bench) -> None:
    class Blind(Seeing):
        def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
            super().__call__(picture, count)
            raise ModelError("it sees nothing")

    bench.model = Blind()
    identifier = bench.keep("a.pdf", pdf_with_photo())
    for attempt in (1, 2):
        completed = await bench.completion.run([identifier], no_progress)
        assert [warning.kind for warning in completed.warnings[identifier]] == ["picture not described"]
        assert (await bench.answers.usage([identifier])).model_calls == attempt


async def test_the_event_loop_is_free_meanwhile(bench: Bench) -> None:
    ids = [bench.keep(f"{number}.tif", THREE) for number in range(3)]
    work = asyncio.create_task(bench.completion.run(ids, no_progress))
    turns = 0
    while not work.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert turns > 3
