"""docs/configuration.md says what the code does."""

from api.configuration_page import PAGE, configuration_page
from api.settings import Settings, variable_of


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == configuration_page(), "run: python -m api.configuration_page"


def test_every_setting_is_described() -> None:
    page = configuration_page()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert variable_of(name) in page
