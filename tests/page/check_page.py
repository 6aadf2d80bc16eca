"""What a reader does with the page, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fakes.running_server import RunningServer
from tests.page.barriers import barriers
from tests.page.visit import Visit

Begin = Callable[..., Visit]

ASKED = {
    "en": ("Which newspaper was the first that used the Linotype?", "New York Tribune", "page 3"),
    "ko": ("직지는 어느 절에서 인쇄되었는가?", "흥덕사", ""),
}
WORDS = {
    "en": {
        "proof": "Open proof 1",
        "trace": "How it was found",
        "drawing": "Drawing of these facts",
        "refused": "The documents do not say.",
        "conversation": "1 question",
        "forget": "Delete the conversation",
        "show": "Show",
        "delete": "Delete",
        "for good": "Delete for good",
        "done": "done",
    },
    "ko": {
        "proof": "근거 1 열기",
        "trace": "답을 찾은 과정",
        "drawing": "사실을 그림으로 보기",
        "refused": "문서에 답이 없습니다.",
        "conversation": "질문 1개",
        "forget": "대화 삭제",
        "show": "보기",
        "delete": "삭제",
        "for good": "완전히 삭제",
        "done": "끝남",
    },
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


@LANGUAGES
def test_an_answer_leads_to_its_proof(visit: Begin, language: str) -> None:
    question, answer, where = ASKED[language]
    words = WORDS[language]
    reader = visit(language=language)
    reader.give_key()
    reader.ask(question)
    page = reader.page
    expect(page.locator(".answer")).to_contain_text(answer)
    expect(page.locator(".proof")).to_contain_text(where)

    page.locator(".answer").get_by_role("button", name=words["proof"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_contain_text(answer)
    expect_drawn(dialog.locator("img"))
    reader.keep(f"page-proof-{language}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_text(words["trace"]).click()
    expect(page.locator(".trace table")).to_contain_text("dense")


def test_the_facts_behind_an_answer_are_listed_and_drawn(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    reader.ask("In which city did the printer after whom the Aldus Corporation was named found his press?")
    page = reader.page
    facts = page.locator(".facts")
    expect(facts.locator("li").first).to_contain_text("Aldus")
    assert "cytoscape" not in files_loaded(page)
    facts.get_by_text(WORDS["en"]["drawing"]).click()
    expect(facts.locator("canvas").first).to_be_visible()
    assert "cytoscape" in files_loaded(page)
    facts.locator(".drawing").scroll_into_view_if_needed()
    reader.keep("page-facts")


@LANGUAGES
def test_a_refusal_is_said_in_words(visit: Begin, language: str) -> None:
    reader = visit(language=language)
    reader.give_key()
    reader.ask("Who designed the typeface Helvetica?")
    expect(reader.page.locator(".exchange .notice")).to_contain_text(WORDS[language]["refused"])


@LANGUAGES
def test_a_conversation_is_gone_on_with_and_deleted(visit: Begin, language: str) -> None:
    question, answer, _ = ASKED[language]
    words = WORDS[language]
    reader = visit(language=language)
    reader.give_key()
    reader.ask(question)
    reader.page.reload()
    listed = reader.page.locator("aside li", has_text=question).filter(has_text=words["conversation"]).first
    listed.locator("button.link").click()
    expect(reader.page.locator(".exchange")).to_contain_text(answer)
    listed.get_by_role("button", name=words["forget"]).click()
    expect(reader.page.locator(".exchange")).to_have_count(0)
    expect(reader.page.locator("aside [aria-current]")).to_have_count(0)


def test_a_question_can_be_limited_to_documents(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    page = reader.page
    page.get_by_text("Limit the question").click()
    page.get_by_label(re.compile("Jikji")).first.check()
    expect(page.locator(".limits summary")).to_contain_text("1 chosen")
    reader.ask(ASKED["en"][0])
    expect(page.locator(".exchange .notice")).to_contain_text(WORDS["en"]["refused"])


@LANGUAGES
def test_a_document_comes_is_looked_at_and_goes(visit: Begin, language: str, tmp_path: Path) -> None:
    words = WORDS[language]
    file = tmp_path / f"visitor-{language}.txt"
    file.write_text(
        f"The Harbour Press of {language} was founded by Edith Marlowe in 1902.", encoding="utf-8"
    )
    reader = visit("documents", language=language)
    reader.give_key()
    page = reader.page
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".job").first.locator(".state")).to_have_text(words["done"])
    row = page.locator("tbody tr", has_text=file.name)
    expect(row).to_be_visible()
    reader.keep(f"page-documents-{language}")

    row.get_by_role("button", name=words["show"]).click()
    expect_drawn(page.get_by_role("dialog").locator("img"))
    page.keyboard.press("Escape")

    row.get_by_role("button", name=words["delete"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("summary").first).to_be_visible()
    dialog.get_by_role("button", name=words["for good"]).click()
    expect(row).to_have_count(0)


def test_a_refused_file_and_a_refused_address_are_explained(visit: Begin) -> None:
    reader = visit("documents")
    reader.give_key()
    page = reader.page
    page.locator("input[type=file]").set_input_files(
        {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x00\x01" * 50}
    )
    expect(page.locator(".add [role=alert]")).to_contain_text("program.exe")
    page.locator("#addresses").fill("https://example.org/report.pdf")
    page.get_by_role("button", name="Fetch").click()
    expect(page.locator(".add [role=alert]")).to_contain_text("CITEGRAPH_FETCH__ENABLED")
    reader.errors.clear()  # the browser itself says so of each call that is answered with an error


def test_without_the_service_the_page_says_so(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    expect(reader.page.locator("aside")).to_be_visible()
    reader.page.context.set_offline(True)
    reader.ask("Who is it?")
    expect(reader.page.get_by_role("alert")).to_contain_text("The service does not answer.")
    reader.errors.clear()


def test_a_wrong_key_is_asked_for_again(visit: Begin) -> None:
    reader = visit()
    reader.give_key("another-key-of-the-same-length")
    expect(reader.page.get_by_role("alert")).to_be_visible()
    reader.give_key()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    reader.page.reload()
    expect(reader.page.locator("aside h2")).to_be_visible()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)


def test_words_of_documents_stay_words(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    page = reader.page
    reader.ask("Who founded the Tolmar Observatory?")
    expect(page.locator(".answer")).to_contain_text("<img src=x")
    page.locator(".answer .mark").first.click()
    expect(page.get_by_role("dialog").locator("h2")).to_contain_text("<img src=x")
    page.keyboard.press("Escape")
    page.goto(page.url.replace("#ask", "") + "#documents")
    row = page.locator("tbody tr", has_text="Tolmar <img")
    row.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ambrose <img src=x")
    assert page.evaluate("document.body.dataset.taken") is None
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("colours", ["light", "dark"])
@LANGUAGES
def test_no_serious_barrier_is_found(visit: Begin, axe: str, language: str, colours: str) -> None:
    reader = visit(language=language, colours=colours)
    reader.give_key()
    reader.ask(ASKED[language][0])
    page = reader.page
    expect(page.locator(".answer .mark").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    reader.keep(f"page-ask-{language}-{colours}")
    assert barriers(page, axe) == []
    page.locator(".answer .mark").first.click()
    expect_drawn(page.get_by_role("dialog").locator("img"))
    assert barriers(page, axe) == []
    page.keyboard.press("Escape")
    page.locator("nav a").nth(1).click()
    expect(page.locator(".wide tbody tr").first).to_be_visible()
    assert barriers(page, axe) == []


def test_the_language_and_the_room_are_chosen_by_keyboard_alone(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    page = reader.page
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("body").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("link", name="Documents").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1:visible")).to_have_text("Documents")
    page.get_by_label("Language").select_option("ko")
    expect(page.locator("h1:visible")).to_have_text("문서")
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_the_policy_is_that_of_the_page(visit: Begin, service: RunningServer) -> None:
    reader = visit()
    assert reader.response is not None
    policy = reader.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def expect_drawn(picture: Locator) -> None:
    expect(picture.first).to_be_visible()
    expect(picture.first).to_have_js_property("complete", True)
    assert picture.first.evaluate("picture => picture.naturalWidth") > 0


def files_loaded(page: Page) -> str:
    return str(page.evaluate("performance.getEntriesByType('resource').map(file => file.name).join(' ')"))
