import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli.demo import ExampleQuestion, demo_settings, read_questions
from api.settings import load_settings
from evaluation.recorded import RecordedExtraction, load_hand_made
from examples.build_documents import BUILT, DOCUMENTS, HERE, SOURCES, build, source_paragraphs
from schemas.document import Language, LoadedDocument
from tests.fakes.loading import load_bytes, load_documents

MAX_BYTES = 1_000_000


@pytest.fixture(scope="module")
def corpus() -> dict[str, list[LoadedDocument]]:
    return {path.name: load_documents(path, max_bytes=MAX_BYTES) for path in sorted(DOCUMENTS.iterdir())}


@pytest.fixture(scope="module")
def questions() -> list[ExampleQuestion]:
    return read_questions(HERE / "questions.jsonl")


@pytest.fixture(scope="module")
def recorded() -> list[RecordedExtraction]:
    return load_hand_made(HERE / "triples.jsonl")


def paragraphs(corpus: dict[str, list[LoadedDocument]], language: Language) -> Iterator[str]:
    for documents in corpus.values():
        for document in documents:
            titles = {heading.title for heading in document.headings} | {document.title}
            for block in document.text.split("\n\n"):
                if (
                    document.language == language
                    and block.strip() not in titles
                    and not block.startswith(("#", "---"))
                ):
                    yield block


def test_the_corpus_is_as_large_and_as_varied_as_promised(corpus: dict[str, list[LoadedDocument]]) -> None:
    assert len(corpus) >= 10
    assert {Path(name).suffix for name in corpus} == {".md", ".txt", ".html", ".docx", ".pdf", ".jsonl"}
    assert sum(len(text) > 100 for text in paragraphs(corpus, "en")) >= 60
    assert sum(len(text) > 60 for text in paragraphs(corpus, "ko")) >= 10
    (pdf,) = corpus["printing-machines.pdf"]
    assert len(pdf.page_starts) >= 3


def test_every_document_has_a_title_of_its_own(corpus: dict[str, list[LoadedDocument]]) -> None:
    titles = [document.title for documents in corpus.values() for document in documents]
    assert len(set(titles)) == len(titles)
    assert not {Path(name).stem for name in corpus} & set(titles)


@pytest.mark.parametrize("name", sorted(BUILT))
def test_built_files_match_their_sources(name: str) -> None:
    kept, built = (
        load_bytes(name, content, max_bytes=MAX_BYTES)[0]
        for content in ((DOCUMENTS / name).read_bytes(), build(name))
    )
    assert kept.text == built.text
    assert kept.title == built.title
    assert kept.page_starts == built.page_starts
    blocks = kept.text.split("\n\n")
    for paragraph in source_paragraphs((SOURCES / BUILT[name]).read_text("utf-8")):
        assert paragraph in blocks


def test_building_twice_gives_the_same_bytes() -> None:
    for name in BUILT:
        assert build(name) == build(name)


def test_questions_are_of_every_kind(questions: list[ExampleQuestion]) -> None:
    kinds = [question.kind for question in questions]
    assert len(questions) >= 12
    assert set(kinds) == {"single", "multi", "unanswerable"}
    assert kinds.count("multi") >= 3
    assert [question.language for question in questions].count("ko") >= 2
    assert len({question.id for question in questions}) == len(questions)


def test_every_answer_stands_in_a_document_that_proves_it(
    corpus: dict[str, list[LoadedDocument]], questions: list[ExampleQuestion]
) -> None:
    for question in questions:
        texts = [document.text for name in question.documents for document in corpus[name]]
        assert all(any(answer in text for text in texts) for answer in question.answers), question.id
        assert (
            len(set(question.documents)) == len(question.documents) >= (2 if question.kind == "multi" else 0)
        )


def test_what_cannot_be_answered_is_nowhere_in_the_corpus(
    corpus: dict[str, list[LoadedDocument]], questions: list[ExampleQuestion]
) -> None:
    everything = " ".join(document.text for documents in corpus.values() for document in documents)
    for question in questions:
        if question.kind == "unanswerable":
            assert question.answers == question.documents == ()
            assert question.question.rstrip("?").split()[-1] not in everything
        else:
            assert question.answers


def test_hand_made_names_stand_in_their_paragraphs_and_these_in_their_documents(
    corpus: dict[str, list[LoadedDocument]], recorded: list[RecordedExtraction]
) -> None:
    assert len(recorded) >= 12
    lines = (HERE / "triples.jsonl").read_text("utf-8").splitlines()
    for line, extraction in zip(lines, recorded, strict=True):
        assert any(extraction.text in document.text for document in corpus[json.loads(line)["document"]])
        typed = {(entity.name, entity.type) for entity in extraction.entities}
        assert all(name in extraction.text for name, _ in typed)
        for triple in extraction.triples:
            assert {(triple.head, triple.head_type), (triple.tail, triple.tail_type)} <= typed
            assert triple.head != triple.tail
        assert len(set(extraction.triples)) == len(extraction.triples)


def test_texts_are_composed_and_file_names_plain() -> None:
    for path in HERE.rglob("*.*"):
        assert path.name.isascii()
        if path.suffix in {".md", ".txt", ".html", ".jsonl"}:
            text = path.read_text("utf-8")
            assert text == unicodedata.normalize("NFC", text)
            assert "\r" not in text


def test_the_licence_is_said() -> None:
    assert "CC0 1.0 Universal" in (HERE / "LICENSE").read_text("utf-8")
    readme = (HERE / "README.md").read_text("utf-8")
    assert "CC0 1.0" in readme
    assert all(f"`{path.name}`" in readme for path in DOCUMENTS.iterdir())


def test_the_demo_keeps_its_jobs_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_JOBS_URL", "sqlite:////somewhere/jobs.sqlite3")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    settings = demo_settings(load_settings())
    assert settings.graph == "demo"
    assert settings.jobs_database_url.endswith("graphs/demo/jobs.sqlite3")
