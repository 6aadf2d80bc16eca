"""Nothing that users can name is missing from the docs, and no page leads nowhere."""

import re
from pathlib import Path

import pytest

from api.bootstrap import registered_channels
from api.parts import EXTRACTORS, FORMATS, SPLITTERS

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [
    CHECKOUT / "README.md",
    CHECKOUT / "CONTRIBUTING.md",
    CHECKOUT / "SECURITY.md",
    *sorted((CHECKOUT / "docs").rglob("*.md")),
]
_OUR_FILE = re.compile(
    r"`((?:schemas|kg|llm|extraction|retrieval|evaluation|api|tests|benchmarks|docs|requirements)/[\w./]*)`"
)


def _id(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    for named in _OUR_FILE.findall(page.read_text(encoding="utf-8")):
        assert (CHECKOUT / named).exists() or "NAME" in named, named


def test_every_part_that_can_be_chosen_is_on_the_page_on_extending() -> None:
    page = (CHECKOUT / "docs" / "extending.md").read_text(encoding="utf-8")
    names = (*SPLITTERS.names, *EXTRACTORS.names, *registered_channels().names)
    missing = [f"`{name}`" for name in names if f"`{name}`" not in page]
    assert not missing, f"docs/extending.md does not mention {', '.join(missing)}"


def test_every_format_and_ending_is_on_the_page_on_documents() -> None:
    page = (CHECKOUT / "docs" / "documents.md").read_text(encoding="utf-8")
    missing = [f"`{name}`" for name in FORMATS.names if f"| `{name}` |" not in page]
    missing += [suffix for suffix in FORMATS.suffixes if not re.search(rf"{re.escape(suffix)}\b", page)]
    assert not missing, f"docs/documents.md does not mention {', '.join(missing)}"


def test_the_readme_leads_to_every_page() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for page in (CHECKOUT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme
