"""What whoever keeps the documents does with them, in both languages."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fakes.running_server import RunningServer
from tests.page.barriers import barriers
from tests.page.conftest import MOST_UNFINISHED
from tests.page.visit import Visit, expect_drawn

Begin = Callable[..., Visit]

WORDS = {
    "en": {
        "estimate": "1 passage, no call of a language model",
        "start": "Start",
        "cancel": "Cancel",
        "cancelled": "cancelled",
        "retry": "Try again",
        "done": "done",
        "show": "Show",
        "original": "Save the original",
        "delete": "Delete",
        "for good": "Delete for good",
        "warnings": "Warnings (",
        "hidden": "hidden text left out",
        "remedy": "was left out.",
        "format": "has a format that cannot be loaded",
        "empty": "is empty",
    },
    "ko": {
        "estimate": "단락 1개, 언어 모델 호출 없음",
        "start": "시작",
        "cancel": "취소",
        "cancelled": "취소됨",
        "retry": "다시 시도",
        "done": "끝남",
        "show": "보기",
        "original": "원본 저장",
        "delete": "삭제",
        "for good": "완전히 삭제",
        "warnings": "경고 (",
        "hidden": "숨긴 글 제외",
        "remedy": "부분을 뺐습니다.",
        "format": "읽을 수 없는 형식입니다",
        "empty": "비어 있습니다",
    },
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


@LANGUAGES
def test_a_document_comes_is_looked_at_saved_and_goes(
    visit: Begin, axe: str, language: str, tmp_path: Path
) -> None:
    words = WORDS[language]
    file = tmp_path / f"visitor-{language}.txt"
    file.write_text(
        f"The Harbour Press of {language} was founded by Edith Marlowe in 1902.", encoding="utf-8"
    )
    reader = visit("documents", language=language)
    reader.give_key()
    page = reader.page
    drop(page, file)
    job = page.locator(".job").first
    expect(job).to_contain_text(words["estimate"])
    job.get_by_role("button", name=words["cancel"]).click()
    expect(job.locator(".state")).to_have_text(words["cancelled"])
    job.get_by_role("button", name=words["retry"]).click()
    expect(job.locator(".state")).to_have_text(words["done"])
    row = page.locator("tbody tr", has_text=file.name)
    expect(row).to_be_visible()
    reader.keep(f"page-documents-{language}")
    assert barriers(page, axe) == []

    row.get_by_role("button", name=words["show"]).click()
    dialog = page.get_by_role("dialog")
    expect_drawn(dialog.locator("img"))
    with page.expect_download() as saved:
        dialog.get_by_role("button", name=words["original"]).click()
    assert saved.value.suggested_filename == file.name
    assert Path(saved.value.path()).read_bytes() == file.read_bytes()
    page.keyboard.press("Escape")

    row.get_by_role("button", name=words["delete"]).click()
    expect(dialog.locator("summary").first).to_be_visible()
    dialog.get_by_role("button", name=words["for good"]).click()
    expect(row).to_have_count(0)


@LANGUAGES
def test_what_is_lost_or_refused_is_said_in_the_language_of_the_page(visit: Begin, language: str) -> None:
    words = WORDS[language]
    reader = visit("documents", language=language)
    reader.give_key()
    page = reader.page
    hidden = f"<p>The lamp of {language} burns.</p><p hidden>Nobody reads this line.</p>"
    page.locator("input[type=file]").set_input_files(
        {"name": f"hidden-{language}.html", "mimeType": "text/html", "buffer": hidden.encode()}
    )
    job = page.locator(".job").first
    job.get_by_text(words["warnings"]).click()
    expect(job).to_contain_text(words["hidden"])
    expect(job).to_contain_text(words["remedy"])
    job.get_by_role("button", name=words["cancel"]).click()
    expect(job.locator(".state")).to_have_text(words["cancelled"])

    page.locator("input[type=file]").set_input_files(
        {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x00\x01" * 50}
    )
    expect(alert(page)).to_contain_text("program.exe")
    expect(alert(page)).to_contain_text(words["format"])
    both = [("program.exe", b"MZ\x00\x01" * 50), ("nothing.txt", b"")]
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in both]
    )
    expect(alert(page)).to_contain_text("nothing.txt: ")
    expect(alert(page)).to_contain_text(words["empty"])
    assert language == "en" or alert(page).locator("[lang=en]").count() == 0
    page.locator("#addresses").fill("https://example.org/report.pdf")
    page.locator(".add form button").click()
    expect(alert(page)).to_contain_text("CITEGRAPH_FETCH__ENABLED")
    reader.errors.clear()  # the browser itself says so of each call that is answered with an error


@pytest.fixture
def held(service: RunningServer) -> Iterator[list[str]]:
    """As many jobs as may wait; the first has something to do."""
    long = "\n\n".join(
        f"Founder{number} founded Guild{number} in Town{number}. " * 20 for number in range(20)
    )
    texts = [long, *(f"Number {number} waits." for number in range(1, MOST_UNFINISHED))]
    jobs = []
    for number, text in enumerate(texts):
        sent = service.http.post(
            "/v1/documents?hold=true", files={"file": (f"held-{number}.txt", text.encode())}
        )
        jobs.append(str(sent.raise_for_status().json()["id"]))
    yield jobs
    for job in jobs:
        service.http.post(f"/v1/jobs/{job}/cancel")


def test_a_full_service_says_when_to_come_back_and_documents_start_at_once_later(
    visit: Begin, service: RunningServer, held: list[str]
) -> None:
    reader = visit("documents")
    reader.give_key()
    page = reader.page
    page.get_by_label("Say what it may need").uncheck()
    file = {"name": "late.txt", "mimeType": "text/plain", "buffer": b"Ida Lindqvist was born in Lund."}
    service.http.post(f"/v1/jobs/{held[0]}/confirm").raise_for_status()
    page.locator("input[type=file]").set_input_files(file)
    expect(alert(page)).to_contain_text("cannot do this just now")
    expect(alert(page)).to_contain_text("Trying again may help after")
    service.http.post(f"/v1/jobs/{held[0]}/cancel").raise_for_status()
    page.reload()
    expect(page.get_by_label("Say what it may need")).not_to_be_checked()
    page.locator(".job").first.get_by_role("button", name="Cancel").click()
    expect(page.locator(".job").first.locator(".state")).to_have_text("cancelled")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".job").first.locator(".state")).to_have_text("done")
    reader.errors.clear()


def drop(page: Page, file: Path) -> None:
    """Let the file fall where files are dropped."""
    content = base64.b64encode(file.read_bytes()).decode()
    dropped = page.evaluate_handle(
        """([name, content]) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name));
            return dropped;
        }""",
        [file.name, content],
    )
    target = page.locator(".drop")
    target.dispatch_event("dragover", {"dataTransfer": dropped})
    expect(target).to_have_class("drop over")
    target.dispatch_event("drop", {"dataTransfer": dropped})


def alert(page: Page) -> Locator:
    """What the page says of files that did not go in."""
    return page.locator(".add [role=alert]")
