"""The pages that are made from the code say what the code does."""

from pathlib import Path

import pytest

from api.reference.client_document import is_current
from api.reference.pages import DOCS, PAGES
from api.settings import Settings, variable_of


@pytest.mark.slow  # the whole API and command line are imported
@pytest.mark.parametrize("path", PAGES, ids=lambda path: Path(path).name)
def test_the_page_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), f"{path.name} is out of date: run `make docs`"


@pytest.mark.slow
def test_the_typed_client_is_made_from_the_api_as_it_is() -> None:
    assert is_current(), "clients/python is out of date: run `make client`"


def test_every_setting_is_described() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert variable_of(name) in page, "run `make docs`"
