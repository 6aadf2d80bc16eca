"""Whether a folder can be written is found out by writing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.disk_errors import try_writing
from schemas.errors import BackendError
from tests.fakes.small_disk import SmallDisk, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    try:
        with small_disk(tmp_path, 1_000_000) as disk:
            yield disk
    except PermissionError as error:
        pytest.skip(f"no disk of its own: {error}")


def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    try_writing(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "graph"):
        with pytest.raises(BackendError, match=f"data folder {folder} cannot be written"):
            try_writing(folder)


@pytest.mark.slow
def test_a_full_disk_is_said_until_there_is_room(disk: SmallDisk) -> None:
    disk.fill()
    with (disk.folder / "filling").open("r+b") as filling:
        filling.truncate(filling.seek(-8192, 2))  # a little is left
    with pytest.raises(BackendError, match="No space left") as caught:
        try_writing(disk.folder)
    assert "Free space" in caught.value.remedy
    disk.make_room()
    try_writing(disk.folder)
    assert list(disk.folder.iterdir()) == []


@pytest.mark.slow
def test_a_read_only_disk_is_said_until_it_can_be_written(disk: SmallDisk) -> None:
    disk.let_write(allowed=False)
    with pytest.raises(BackendError, match="Read-only file system") as caught:
        try_writing(disk.folder)
    assert "make it writable" in caught.value.remedy
    disk.let_write(allowed=True)
    try_writing(disk.folder)
