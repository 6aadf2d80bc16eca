"""What a curator does in the room of the vocabulary, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.page.barriers import barriers
from tests.page.visit import Visit

WORDS = {
    "en": {
        "edit": "Edit as YAML",
        "yaml": "The vocabulary as YAML",
        "check": "See what would be",
        "kept": "stay",
    },
    "ko": {"edit": "YAML로 편집", "yaml": "YAML로 나타낸 어휘", "check": "결과 미리 보기", "kept": "그대로"},
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_edit_is_looked_at_before_it_is_kept(visit: Callable[..., Visit], axe: str, language: str) -> None:
    words = WORDS[language]
    reader = visit("vocabulary", language=language)
    reader.give_key()
    page = reader.page
    expect(page.locator("tbody th", has_text="Person").first).to_be_visible()
    assert barriers(page, axe) == []
    page.get_by_text(words["edit"]).click()
    box = page.get_by_label(words["yaml"])
    expect(box).to_have_value(re.compile("entity_types"))
    box.fill(with_type(box.input_value(), "Lighthouse"))
    page.get_by_role("button", name=words["check"]).click()
    expect(page.locator("details [role=status]")).to_contain_text(words["kept"])
    assert barriers(page, axe) == []


def test_a_draft_is_kept_and_approved_with_its_reason(visit: Callable[..., Visit]) -> None:
    reader = visit("vocabulary")
    reader.give_key()
    page = reader.page
    page.get_by_text("Edit as YAML").click()
    box = page.get_by_label("The vocabulary as YAML")
    expect(box).to_have_value(re.compile("entity_types"))
    box.fill(with_type(box.input_value(), "Harbour"))
    page.get_by_role("button", name="Keep as draft").click()
    draft = page.get_by_role("region", name=re.compile("waits for approval"))
    draft.get_by_text("What version").click()
    expect(draft.locator("li").first).to_have_text("+ Harbour")
    draft.get_by_label("Why").fill("there are harbours")
    reader.keep("page-vocabulary")
    draft.get_by_role("button", name="Approve").click()
    expect(draft).to_have_count(0)
    expect(page.locator("tbody th", has_text="Harbour")).to_be_visible()
    page.get_by_text("Versions (").click()
    expect(page.locator("main li", has_text="there are harbours")).to_contain_text("in force")


def with_type(schema: str, name: str) -> str:
    """The vocabulary in YAML with another type of entities."""
    return re.sub(r"entity_types:\n(\s*)- ", rf"entity_types:\n\1- name: {name}\n\1- ", schema, count=1)
