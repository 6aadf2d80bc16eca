"""What a curator does in the room of the vocabulary, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.barriers import barriers
from tests.page.visit import Visit

WORDS = {
    "en": {
        "edit": "Edit as YAML",
        "yaml": "The vocabulary as YAML",
        "check": "See what would be",
        "kept": "stay",
        "coverage": "How much the relations hold",
        "rounds": "What each round",
        "relations": "Types of relations",
        "drop": "Drop it",
        "note": "Note it",
        "noted": "Noted, and not kept yet",
        "goes": "would go",
        "take back": "Take the last one back",
    },
    "ko": {
        "edit": "YAML로 편집",
        "yaml": "YAML로 나타낸 어휘",
        "check": "결과 미리 보기",
        "kept": "그대로",
        "coverage": "관계 유형이 담는 정도",
        "rounds": "단계마다 남는 정도",
        "relations": "관계 유형",
        "drop": "없애기",
        "note": "적어 두기",
        "noted": "적어 두었고",
        "goes": "사라짐",
        "take back": "마지막 것 되돌리기",
    },
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_edit_is_looked_at_before_it_is_kept(visit: Callable[..., Visit], axe: str, language: str) -> None:
    words = WORDS[language]
    reader = visit("vocabulary", language=language)
    reader.give_key()
    page = reader.page
    changes(page, words["relations"]).first.click()
    page.get_by_label(words["drop"]).check()
    assert barriers(page, axe) == []
    page.get_by_role("button", name=words["note"]).click()
    noted = page.get_by_role("region", name=words["noted"])
    noted.get_by_role("button", name=words["check"]).click()
    expect(noted.get_by_role("status")).to_contain_text(words["goes"])
    noted.get_by_role("button", name=words["take back"]).click()
    expect(noted).to_have_count(0)

    page.get_by_text(words["edit"]).click()
    box = page.get_by_label(words["yaml"])
    expect(box).to_have_value(re.compile("entity_types"))
    box.fill(
        re.sub(
            r"entity_types:\n(\s*)- ",
            r"entity_types:\n\1- name: Lighthouse\n\1- ",
            box.input_value(),
            count=1,
        )
    )
    page.get_by_role("button", name=words["check"]).click()
    effect = page.locator("details [role=status]")
    expect(effect).to_contain_text(words["kept"])
    expect(effect.locator("li")).to_have_count(0)  # nothing changes or goes with a type that is added

    page.get_by_text(words["coverage"]).click()
    expect(page.locator("svg[role=img]")).to_be_visible()
    page.get_by_role("button", name=words["rounds"]).click()
    expect(page.locator("table.rounds")).to_contain_text("every wording")
    assert barriers(page, axe) == []


def test_a_draft_is_kept_approved_with_its_reason_and_compared(visit: Callable[..., Visit]) -> None:
    reader = visit("vocabulary")
    reader.give_key()
    page = reader.page
    change = changes(page, "Types of relations").first
    name = str(change.get_attribute("aria-label")).removeprefix("Change ")
    change.click()
    page.get_by_label("Relation type that it becomes").fill("NAMED_ANEW")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("region", name="Noted").get_by_role("button", name="Keep as draft").click()

    draft = page.get_by_role("region", name=re.compile("waits for approval"))
    draft.get_by_text("What version").click()
    expect(draft.locator("li", has_text=f"{name} → NAMED_ANEW")).to_be_visible()
    draft.get_by_label("Why").fill("it is called so here")
    reader.keep("page-vocabulary")
    draft.get_by_role("button", name="Approve").click()
    expect(draft).to_have_count(0)
    expect(page.locator("tbody th", has_text="NAMED_ANEW")).to_be_visible()
    page.get_by_text("Versions (").click()
    expect(page.locator("main li", has_text="it is called so here")).to_contain_text("in force")

    page.get_by_text("Compare two versions").click()
    difference = page.get_by_role("list", name=re.compile("What version"))
    expect(difference.locator("li", has_text=f"{name} → NAMED_ANEW")).to_be_visible()
    page.get_by_label("Before Version").select_option(page.get_by_label("After Version").input_value())
    expect(page.get_by_text("Both say the same.")).to_be_visible()


def changes(page: Page, table: str) -> Locator:
    """The buttons by which relation types are changed."""
    return page.get_by_role("region", name=table, exact=True).get_by_role("button")
