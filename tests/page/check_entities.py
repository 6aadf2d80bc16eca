"""What a curator does in the room of the entities, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.page.barriers import barriers
from tests.page.visit import Visit

WORDS = {
    "en": {"correct": "Correct", "name": "Call it", "decide": "Decide so", "undo": "Take back"},
    "ko": {"correct": "바로잡기", "name": "이름 바꾸기", "decide": "이렇게 결정", "undo": "되돌리기"},
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_entity_is_found_renamed_and_called_as_before(
    visit: Callable[..., Visit], axe: str, language: str
) -> None:
    words = WORDS[language]
    reader = visit("entities", language=language)
    reader.give_key()
    page = reader.page
    page.locator("#entity-name").fill("Aldus Manutius")
    page.locator("#entity-name").press("Enter")
    page.locator(".entity-list").get_by_role("button", name="Aldus Manutius", exact=True).click()
    expect(page.locator("article h2")).to_have_text("Aldus Manutius")
    expect(page.locator("article code").first).to_be_visible()
    expect(page.locator("article blockquote").first).to_contain_text("Aldus")
    assert barriers(page, axe) == []

    page.get_by_text(words["correct"]).click()
    page.get_by_label(words["name"]).fill("Aldo Manuzio")
    page.get_by_label(words["name"]).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li")).to_contain_text("Aldo Manuzio")
    assert barriers(page, axe) == []
    dialog.get_by_role("button", name=words["decide"]).click()
    expect(page.locator("article h2")).to_have_text("Aldo Manuzio")
    reader.keep(f"page-entities-{language}")

    page.get_by_role("button", name=words["undo"]).first.click()
    page.get_by_role("dialog").get_by_role("button", name=words["decide"]).click()
    expect(page.locator("article h2")).to_have_text("Aldus Manutius")
