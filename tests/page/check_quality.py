"""What an operator reads in the room of the quality, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.page.barriers import barriers
from tests.page.visit import Visit

WORDS = {
    "en": {
        "chart": "Bars of the figures",
        "right": "72% (58% – 84%)",
        "jobs": "The last jobs",
        "done": "done",
    },
    "ko": {"chart": "막대그래프", "right": "72% (58% – 84%)", "jobs": "최근 작업", "done": "끝남"},
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_evaluations_are_shown_with_intervals_and_beside_them_what_work_took(
    visit: Callable[..., Visit], axe: str, language: str
) -> None:
    words = WORDS[language]
    reader = visit("quality", language=language)
    reader.give_key()
    page = reader.page
    runs = page.locator(".wide").first.locator("tbody tr")
    expect(runs).to_have_count(2)
    expect(runs.first).to_contain_text(words["right"])
    expect(page.locator("svg[role=img]")).to_have_accessible_name(re.compile(words["chart"]))
    ways = page.locator(".wide").nth(1)
    expect(ways.locator("tbody tr")).to_have_count(3)
    expect(ways).to_contain_text("75% (65% – 85%)")
    page.locator("main select").select_option("mrr")
    expect(ways).to_contain_text("70% (60% – 80%)")
    expect(page.get_by_text(words["jobs"])).to_be_visible()
    expect(page.locator(".wide").last.locator("tbody tr").last).to_contain_text(words["done"])
    for colours in reader.colours():
        reader.keep(f"page-quality-{language}-{colours}")
        assert barriers(page, axe) == []
    runs.nth(1).get_by_role("button").click()
    expect(runs.nth(1).get_by_role("button")).to_have_attribute("aria-current", "true")
