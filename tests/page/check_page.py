"""What is so on every page: the key, the keyboard, the policy, and words of documents that stay words."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.page.visit import Visit

Begin = Callable[..., Visit]
_USABLE_MS = 1_000


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


def test_the_language_and_the_room_are_chosen_by_keyboard_alone(visit: Begin) -> None:
    reader = visit()
    reader.give_key()
    page = reader.page
    expect(page.locator("aside h2")).to_be_visible()
    page.reload()  # from a page that nothing was done on yet
    expect(page.locator("aside h2")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("link", name="Documents").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1:visible")).to_have_text("Documents")
    page.get_by_label("Language").select_option("ko")
    expect(page.locator("h1:visible")).to_have_text("문서")
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_the_page_is_usable_at_once_under_its_policy(visit: Begin) -> None:
    reader = visit()
    assert reader.response is not None
    policy = reader.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    reader.give_key()
    usable = []
    for _ in range(3):  # other programs of the machine may take one of these seconds
        reader.page.reload()
        reader.page.locator("#question").fill("Who?")
        usable.append(reader.page.evaluate("performance.now()"))
    assert min(usable) < _USABLE_MS
