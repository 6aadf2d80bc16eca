from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extraction.load.ocr.page import RecognisedPage
from extraction.state.library import DocumentLibrary
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.errors import BackendError, ConfigError, NotFoundError
from schemas.word_box import WordBox, WordBoxes


def a_document(source: str = "a.txt", text: str = "Ada Lovelace wrote notes.") -> LoadedDocument:
    return LoadedDocument(
        source=source, sha256="f" * 64, title="A", media_type="text/plain", language="en", text=text
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_document_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    identifier = library.keep(a_document())
    assert library.get(identifier) == a_document()


def test_the_boxes_of_words_come_back_and_go_with_the_document(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    boxes = (WordBox(0, 3, 1, 72.0, 90.5, 91.25, 101.0), WordBox(4, 12, 2, 72.0, 90.5, 120.0, 101.0))
    identifier = library.keep(a_document().model_copy(update={"words": WordBoxes.of(boxes)}))
    assert tuple(library.word_boxes(identifier).all()) == boxes
    assert library.word_boxes(identifier).within(3, 5) == [boxes[1]]
    library.keep(a_document())
    assert library.word_boxes(identifier) == WordBoxes()
    library.keep(a_document().model_copy(update={"words": WordBoxes.of(boxes)}))
    library.delete(identifier)
    assert files_in(tmp_path) == []


def test_chunks_come_back_and_are_counted(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    identifier = library.keep(a_document())
    assert library.count_chunks(identifier) == 0
    texts = ("Ada", '{"id":"c"},{"id":', '\\{"id":"')
    chunks = tuple(
        Chunk(id=str(n), document_id=identifier, index=n, text=text, start=0, end=len(text), language="en")
        for n, text in enumerate(texts)
    )
    library.keep_chunks(identifier, chunks)
    assert library.chunks(identifier) == chunks
    assert library.count_chunks(identifier) == len(chunks)


def test_the_same_content_may_be_kept_by_several_threads_at_once(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    original = b"Ada Lovelace wrote notes. " * 100_000
    document = a_document(text=original.decode())
    with ThreadPoolExecutor(4) as threads:
        kept = list(threads.map(lambda _: library.keep_all([document], original), range(20)))
    assert len({tuple(identifiers) for identifiers in kept}) == 1
    assert len(files_in(tmp_path)) == 3


def test_nothing_is_left_of_a_file_that_could_not_be_kept(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    identifier = library.keep(a_document())
    library.delete(identifier)
    (tmp_path / "texts" / f"{identifier}.json").mkdir(parents=True)
    with pytest.raises(BackendError):
        library.keep(a_document())
    assert files_in(tmp_path) == []


def test_the_file_of_an_original_is_there_while_the_document_is(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    document = a_document()
    (identifier,) = library.keep_all([document], b"as it came")
    for sha256 in (document.sha256, "of a file in an archive"):
        file = library.original_file(identifier, sha256)
        assert file is not None
        assert file.read_bytes() == library.original(identifier, sha256) == b"as it came"
    library.delete(identifier)
    for find in (library.original_file, library.original):
        with pytest.raises(NotFoundError, match="not kept here"):
            find(identifier, document.sha256)


def test_an_original_stays_while_another_document_was_read_from_it(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    (first,) = library.keep_all([a_document("a.txt")], b"same bytes")
    (second,) = library.keep_all([a_document("b.txt")], b"same bytes")
    library.delete(first)
    assert [path for path in files_in(tmp_path) if path.read_bytes() == b"same bytes"]
    library.delete(second)
    assert files_in(tmp_path) == []


def test_a_file_of_many_documents_is_kept_once(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    ids = library.keep_all([a_document(f"many.jsonl#{number}") for number in range(20)], b"all of them")
    assert [library.get(identifier).source for identifier in ids] == [f"many.jsonl#{n}" for n in range(20)]
    assert len([path for path in files_in(tmp_path) if path.read_bytes() == b"all of them"]) == 1
    for identifier in ids:
        library.delete(identifier)
    assert files_in(tmp_path) == []


def test_an_unknown_document_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        DocumentLibrary(tmp_path).get("nothing")
    assert caught.value.remedy


def test_discarding_twice_is_harmless(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    (identifier,) = library.keep_all([a_document()], b"x")
    library.delete(identifier)
    library.delete(identifier)
    with pytest.raises(NotFoundError):
        library.get(identifier)


def test_a_folder_that_cannot_be_made_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigError):
        DocumentLibrary(tmp_path / "file" / "library")


@pytest.mark.parametrize("part", ["originals", "texts", "chunks"])
def test_a_disk_that_takes_no_files_is_said_with_a_remedy(tmp_path: Path, part: str) -> None:
    library = DocumentLibrary(tmp_path)
    (tmp_path / part).touch()  # so that the system refuses every file in it, to root too
    with pytest.raises(BackendError, match="cannot be written") as caught:
        library.keep_chunks(library.keep_all([a_document()], b"Ada")[0], ())
    assert caught.value.retryable
    assert "Free space" in caught.value.remedy


def test_pages_that_cannot_be_kept_are_said(tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path)
    (tmp_path / "awaited").touch()
    with pytest.raises(BackendError, match="cannot be written"):
        library.recognised_pages("d").keep(1, "k", RecognisedPage("none", (1.0, 1.0), ()))
