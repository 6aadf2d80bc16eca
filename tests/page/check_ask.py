"""What a reader asks, in both languages: the answer, its proof, how it was found, and conversations."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.page.barriers import barriers
from tests.page.visit import Visit, expect_drawn, files_loaded

Begin = Callable[..., Visit]

ASKED = {
    "en": ("Which newspaper was the first that used the Linotype?", "New York Tribune", "page 3"),
    "ko": ("직지는 어느 절에서 인쇄되었는가?", "흥덕사", ""),
}
WORDS = {
    "en": {
        "proof": "Open proof 1",
        "trace": "How it was found",
        "refused": "The documents do not say.",
        "conversation": "2 questions",
        "forget": "Delete the conversation",
    },
    "ko": {
        "proof": "근거 1 열기",
        "trace": "답을 찾은 과정",
        "refused": "문서에 답이 없습니다.",
        "conversation": "질문 2개",
        "forget": "대화 삭제",
    },
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


@LANGUAGES
def test_an_answer_leads_to_its_proof_without_a_barrier(visit: Begin, axe: str, language: str) -> None:
    question, answer, where = ASKED[language]
    words = WORDS[language]
    reader = visit(language=language)
    reader.give_key()
    reader.ask(question)
    page = reader.page
    expect(page.locator(".answer")).to_contain_text(answer)
    expect(page.locator(".proof")).to_contain_text(where)
    for colours in reader.colours():
        reader.keep(f"page-ask-{language}-{colours}")
        assert barriers(page, axe) == []

    page.locator(".answer").get_by_role("button", name=words["proof"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_contain_text(answer)
    expect_drawn(dialog.locator("img"))
    for colours in reader.colours():
        reader.keep(f"page-proof-{language}-{colours}")
        assert barriers(page, axe) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    page.get_by_text(words["trace"]).click()
    expect(page.locator(".trace table")).to_contain_text("dense")


@LANGUAGES
def test_a_conversation_goes_on_is_left_and_found_and_deleted(visit: Begin, language: str) -> None:
    question, answer, _ = ASKED[language]
    words = WORDS[language]
    reader = visit(language=language)
    reader.give_key()
    reader.ask(question)
    reader.ask("Who designed the typeface Helvetica?")
    expect(reader.page.locator(".exchange .notice")).to_contain_text(words["refused"])
    reader.page.reload()
    listed = reader.page.locator("aside li", has_text=question).filter(has_text=words["conversation"])
    listed.locator("button.link").click()
    expect(reader.page.locator(".exchange").first).to_contain_text(answer)
    listed.get_by_role("button", name=words["forget"]).click()
    expect(reader.page.locator(".exchange")).to_have_count(0)
    expect(reader.page.locator("aside [aria-current]")).to_have_count(0)


def test_the_facts_behind_an_answer_are_listed_and_drawn(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    reader.ask("In which city did Aldus Manutius found the Aldine Press?")
    page = reader.page
    facts = page.locator(".facts")
    expect(facts.locator("li").first).to_contain_text("Aldus")
    assert "cytoscape" not in files_loaded(page)
    facts.get_by_text("Drawing of these facts").click()
    expect(facts.locator("canvas").first).to_be_visible()
    assert "cytoscape" in files_loaded(page)
    facts.locator(".drawing").scroll_into_view_if_needed()
    reader.keep("page-facts")


def test_a_question_can_be_limited_to_documents(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    page = reader.page
    page.get_by_text("Limit the question").click()
    page.get_by_label(re.compile("Venice")).first.check()
    expect(page.locator(".limits summary")).to_contain_text("1 chosen")
    reader.ask(ASKED["en"][0])
    expect(page.locator(".exchange .notice")).to_contain_text(WORDS["en"]["refused"])
