import hashlib
import os
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from api.parts import FORMATS
from extraction.load import file_search
from extraction.load.file_search import FoundFiles
from schemas.errors import DocumentRejectedError, NotFoundError
from tests.fakes.loading import load_bytes, load_documents, load_text

find_files = partial(file_search.find_files, formats=FORMATS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.md",
        "a.txt",
        "sub folder/c.HTML",
        "한글.txt",
        "photo.mp3",
        "old.doc",
        ".hidden.md",
        ".git/x.md",
        "~$b.docx",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"text of {name}")
    return tmp_path


def names(paths: Iterable[Path | str], folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in paths]


def skipped(found: FoundFiles, folder: Path) -> dict[str, str]:
    assert all(warning.remedy for warning in found.skipped)
    places = names([warning.place for warning in found.skipped], folder)
    return dict(zip(places, [warning.kind for warning in found.skipped], strict=True))


def test_a_folder_gives_its_files_sorted_and_names_what_it_passes_over(folder: Path) -> None:
    found = find_files(str(folder))
    assert names(found.files, folder) == ["a.txt", "b.md", "sub folder/c.HTML", "한글.txt"]
    assert skipped(found, folder) == {
        ".git": "hidden folder",
        ".hidden.md": "hidden file",
        "old.doc": "other format",
        "photo.mp3": "other format",
        "~$b.docx": "lock file of a word processor",
    }


def test_links_pipes_and_loops_are_passed_over_by_name_and_linked_files_are_read(folder: Path) -> None:
    (folder / "to a.txt").symlink_to("a.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "one.txt").symlink_to("two.txt")
    (folder / "two.txt").symlink_to("one.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "again").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found = find_files(str(folder))
    assert names(found.files, folder) == ["a.txt", "b.md", "sub folder/c.HTML", "to a.txt", "한글.txt"]
    assert skipped(found, folder).items() >= {
        ("again", "linked folder"),
        ("gone.txt", "link that leads nowhere"),
        ("loop.txt", "link in a loop"),
        ("one.txt", "link in a loop"),
        ("two.txt", "link in a loop"),
        ("pipe.txt", "not a file"),
    }
    by_pattern = find_files(f"{folder}/*.txt")
    assert names(by_pattern.files, folder) == ["a.txt", "to a.txt", "한글.txt"]
    assert skipped(by_pattern, folder)["pipe.txt"] == "not a file"


def test_a_folder_without_a_file_to_read_says_why(folder: Path) -> None:
    (folder / "only").mkdir()
    (folder / "only" / "x.txt").symlink_to("nowhere")
    with pytest.raises(
        DocumentRejectedError, match=r"none of the 1 files .*x.txt: link that leads"
    ) as caught:
        find_files(str(folder / "only"))
    assert "Repair" in caught.value.remedy


@pytest.mark.parametrize("target", ["loop.txt", "nowhere.txt"])
def test_a_link_that_leads_nowhere_and_is_named_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "loop.txt").symlink_to(target)
    (path,) = find_files(str(tmp_path / "loop.txt")).files
    with pytest.raises(DocumentRejectedError, match="leads nowhere"):
        load_documents(path, max_bytes=100)


def test_a_pattern_gives_what_matches(folder: Path) -> None:
    def found(pattern: str) -> list[str]:
        return names(find_files(f"{folder}/{pattern}").files, folder)

    assert found("*.txt") == ["a.txt", "한글.txt"]
    assert found("**/*.[hH]*") == ["sub folder/c.HTML"]
    assert found("**") == ["a.txt", "b.md", "sub folder/c.HTML", "한글.txt"]


def test_a_file_that_is_named_is_given_whatever_its_format(folder: Path) -> None:
    (folder / "odd[1].txt").write_text("x")
    for name in ("photo.mp3", ".hidden.md", "odd[1].txt"):
        assert find_files(str(folder / name)).files == (folder / name,)


def test_what_is_not_there_is_said_to_be_missing(folder: Path) -> None:
    with pytest.raises(NotFoundError, match="no file or folder"):
        find_files(str(folder / "none.txt"))
    with pytest.raises(NotFoundError, match="no files in"):
        find_files(str(folder / "*.pdf"))
    with pytest.raises(DocumentRejectedError, match="none of the 1 files"):
        find_files(str(folder / "*.mp3"))
    with pytest.raises(NotFoundError, match="no file"):
        load_documents(folder / "none.txt", max_bytes=100)


def test_a_loaded_file_knows_where_it_came_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (document,) = load_documents(folder / "a.txt", max_bytes=100)
    monkeypatch.chdir(folder)
    (again,) = load_documents("a.txt", max_bytes=100)
    assert document == again
    assert document.source == str((folder / "a.txt").resolve())
    assert document.uri == (folder / "a.txt").resolve().as_uri()
    assert document.sha256 == hashlib.sha256(b"text of a.txt").hexdigest()
    (uploaded,) = load_bytes("a.txt", b"text of a.txt", max_bytes=100)
    assert (uploaded.source, uploaded.uri, uploaded.sha256) == ("a.txt", None, document.sha256)


@pytest.mark.parametrize(
    ("name", "media_type", "read_as"),
    [
        ("x.MD", None, "text/markdown"),
        ("x.md", "text/plain", "text/markdown"),
        ("x", "text/html; charset=utf-8", "text/html"),
        ("x.dat", "text/plain", "text/plain"),
        ("x", "application/x-ndjson", "application/jsonl"),
    ],
)
def test_the_format_is_told_by_the_name_then_by_the_media_type(
    name: str, media_type: str | None, read_as: str
) -> None:
    content = b'{"text": "<p>Some text</p>"}'
    (document,) = load_bytes(name, content, media_type=media_type, max_bytes=100)
    assert document.media_type == read_as


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("x.doc", r"\.docx"), ("x.ppt", r"\.pptx"), ("x.mp3", r"\.txt, "), ("x.1", r"\.txt, ")],
)
def test_unknown_formats_are_refused_with_what_to_do(name: str, remedy: str) -> None:
    with pytest.raises(DocumentRejectedError, match="cannot be loaded") as caught:
        load_bytes(name, b"text", media_type="application/octet-stream", max_bytes=100)
    assert re.search(remedy, caught.value.remedy)


@pytest.mark.parametrize(
    "name",
    [
        "a\x00.txt",
        "a\nb.txt",
        "a\tb.txt",
        "a\x85.txt",
        "a\u2028.txt",
        "caf\udce9.txt",
        "a\u202etxt.exe",
        "\u2067a.txt",
        "a\u200e\u2069.txt",
    ],
)
def test_a_name_that_is_not_one_line_of_visible_text_is_refused(name: str) -> None:
    with pytest.raises(DocumentRejectedError, match="not one line of visible text") as caught:
        load_bytes(name, b"text", max_bytes=100)
    str(caught.value).encode()
    with pytest.raises(DocumentRejectedError, match="not one line of visible text"):
        load_text(name, "text", max_bytes=100)


def test_a_file_whose_name_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("text")
    with pytest.raises(DocumentRejectedError, match="not one line of visible text"):
        load_documents(path, max_bytes=100)


@pytest.mark.parametrize("name", ["9.41\u202fAM.txt", "일\u3000이.txt", "👩\u200d🏫.txt", "שלום\u200f.txt"])
def test_a_name_may_hold_any_letter_sign_and_blank(name: str) -> None:
    assert load_bytes(name, b"text", max_bytes=100)[0].source == name


def test_a_200_mb_text_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(DocumentRejectedError, match="larger than the 50,000,000 bytes") as caught:
        load_documents(path, max_bytes=50_000_000)
    assert "CITEGRAPH_MAX_UPLOAD_BYTES" in caught.value.remedy
    with pytest.raises(DocumentRejectedError, match="larger than"):
        load_bytes("x.txt", b"12345", max_bytes=4)
    assert load_bytes("x.txt", b"1234", max_bytes=4)[0].text == "1234"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "pipe.txt"):
        with pytest.raises(DocumentRejectedError, match="not a file"):
            load_documents(path, max_bytes=100)
