"""CHANGELOG.md is well-formed, and the check that keeps it."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
SECTION = re.compile(r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}")


def sections() -> list[str]:
    text = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.split(r"^## ", text, flags=re.MULTILINE)[1:]


def test_the_unreleased_changes_come_first_and_releases_have_a_version_and_a_date() -> None:
    titles = [section.splitlines()[0] for section in sections()]
    assert titles[0] == "[Unreleased]"
    assert titles.count("[Unreleased]") == 1
    assert all(SECTION.fullmatch(title) for title in titles), titles


@pytest.mark.parametrize("section", sections(), ids=lambda section: str(section).splitlines()[0])
def test_a_section_lists_its_changes_by_kind(section: str) -> None:
    _, *groups = re.split(r"^### ", section, flags=re.MULTILINE)
    titles = [group.splitlines()[0] for group in groups]
    assert set(titles) <= KINDS
    assert len(set(titles)) == len(titles)
    for group in groups:
        assert re.search(r"^- \S", group, re.MULTILINE), f"nothing stands under {group!r}"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit: a module and a changelog."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, "kg/store.py", "old = 1\n")
    write(tmp_path, "CHANGELOG.md", "")
    commit(tmp_path, "The first")
    git(tmp_path, "tag", "base")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(folder, "add", name)


def commit(folder: Path, message: str) -> None:
    git(folder, "commit", "--quiet", "--message", message)


def refusal(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [CHECKOUT / ".ci/changelog", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == (not done.stderr), done
    return done.stderr


@pytest.mark.slow
def test_what_is_staged_needs_a_line_when_it_changes_the_source(repository: Path) -> None:
    write(repository, "docs/page.md", "a page\n")
    assert not refusal(repository)
    write(repository, "kg/store.py", "new = 2\n")
    assert "kg/store.py" in refusal(repository)
    write(repository, "CHANGELOG.md", "- A line.\n")
    assert not refusal(repository)


@pytest.mark.slow
def test_commits_need_a_line_unless_they_say_that_nobody_notices(repository: Path) -> None:
    write(repository, "kg/store.py", "new = 2\n")
    commit(repository, "Tidy\n\nChangelog: none")
    assert not refusal(repository, "base")
    write(repository, "kg/store.py", "new = 3\n")
    commit(repository, "Answer otherwise")
    assert "Answer otherwise" in refusal(repository, "base")
    assert "Tidy" not in refusal(repository, "base")
    write(repository, "CHANGELOG.md", "- A line.\n")
    commit(repository, "Say so")
    assert not refusal(repository, "base")


@pytest.mark.slow
def test_a_moved_file_needs_no_line(repository: Path) -> None:
    (repository / "kg/db").mkdir()
    git(repository, "mv", "kg/store.py", "kg/db/store.py")
    assert not refusal(repository)
