"""The page as proof: citations lead to pictures of their pages, over HTTP and from the command line."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.api.conftest import StartServer
from tests.api.test_documents import LOVELACE, assert_problem
from tests.api.test_questions import events_of
from tests.fakes.bombs import pdf_of_slow_colours
from tests.fakes.running_server import RunningServer, citegraph
from tests.unit.test_page_images import is_black, is_marked

KEY = "a-key-of-sufficient-length"
OVERLEAF = (
    "The great bell of Utrecht was cast in the year 1505 by the",
    "founder Hendrik Loman, who came from Kampen.",
)
ASKED = "Who cast the great bell of Utrecht?"
ON_IV = "The bell of Gouda was cast in 1447 by Willem Butendiic."


def bells() -> bytes:
    """Pages iii, iv and v, with a sentence that begins on the first and ends on the second."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=(500, 300), invariant=1)
    canvas.setTitle("Bells")
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
    pages = (
        [(20, "Bells of Utrecht"), (11, "Bells hang in towers. They are rung by hand."), (11, OVERLEAF[0])],
        [(11, OVERLEAF[1]), (11, ON_IV)],
        [(11, "Most bells were melted down in the war.")],
    )
    for page in pages:
        for number, (size, line) in enumerate(page):
            canvas.setFont("Times-Roman", size)
            canvas.drawString(40, 250 - 40 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def bells_id(server: RunningServer) -> str:
    """Id of the PDF in the server's graph."""
    (document_id,) = server.ingest("bells.pdf", bells()).document_ids
    return document_id


def ask(server: RunningServer, question: str) -> dict[str, Any]:
    response = server.http.post("/v1/query", json={"question": question})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def picture(server: RunningServer, path: str) -> Image.Image:
    response = server.http.get(path).raise_for_status()
    assert response.headers["content-type"] == "image/png"
    return Image.open(BytesIO(response.content)).convert("RGB")


def marks(server: RunningServer, path: str) -> int:
    return int(server.http.get(path).raise_for_status().headers["x-marked-words"])


def test_a_quote_that_goes_overleaf_has_its_heading_and_all_its_pages(
    server: RunningServer, bells_id: str
) -> None:
    answer = ask(server, ASKED)
    citation = answer["citations"][0]
    assert citation["quote"].split() == " ".join(OVERLEAF).split()
    assert (citation["page"], citation["page_label"]) == (1, "iii")
    assert (citation["page_end"], citation["page_end_label"]) == (2, "iv")
    assert citation["heading"] == "Bells of Utrecht"
    marked = f"highlight={citation['start']}-{citation['end']}"
    assert citation["pages"] == [
        {
            "document_id": bells_id,
            "page": page,
            "label": label,
            "image": f"/v1/documents/{bells_id}/pages/{page}.png?{marked}",
        }
        for page, label in ((1, "iii"), (2, "iv"))
    ]
    assert citation["image"] == citation["pages"][0]["image"]
    words = [len(line.split()) for line in OVERLEAF]
    assert [marks(server, page["image"]) for page in citation["pages"]] == words
    first, second = (is_marked(picture(server, page["image"])) for page in citation["pages"])
    height = first.shape[0]
    assert first[int(height * 0.35) : int(height * 0.5)].any()  # the third line of the page
    assert not first[: int(height * 0.3)].any()
    assert second[: int(height * 0.25)].any()
    assert not second[int(height * 0.25) :].any()


def test_the_stream_has_the_links_too(server: RunningServer, bells_id: str) -> None:
    events = events_of(server.http.post("/v1/query/stream", json={"question": ASKED}))
    (answer,) = [data for kind, data in events if kind == "answer"]
    assert answer["citations"] == ask(server, ASKED)["citations"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("According to page iv, who cast the bell of Gouda?", True),
        ("According to page iv, how hot does tungsten boil?", False),
    ],
)
def test_the_page_that_is_asked_about_is_shown(
    server: RunningServer, bells_id: str, question: str, found: bool
) -> None:
    answer = ask(server, question)
    assert answer["found"] is found
    (shown,) = answer["pages"]
    assert (shown["document_id"], shown["page"], shown["label"]) == (bells_id, 2, "iv")
    assert marks(server, shown["image"]) == (len(ON_IV.split()) if found else 0)
    assert all(page["page"] == 2 for citation in answer["citations"] for page in citation["pages"])
    assert is_black(picture(server, shown["image"])).any()


def test_other_questions_show_no_page_of_their_own(server: RunningServer, bells_id: str) -> None:
    assert ask(server, ASKED)["pages"] == []


def test_a_document_without_pages_shows_the_text_around_the_quote(server: RunningServer) -> None:
    server.ingest("lovelace.md", f"# Ada Lovelace\n\n{LOVELACE}\n")
    answer = ask(server, "Who wrote notes on the Analytical Engine?")
    citation = answer["citations"][0]
    assert (citation["page"], citation["pages"]) == (None, [])
    assert "/pages/1.png?highlight=" in citation["image"]
    image = picture(server, citation["image"])
    assert is_marked(image).any()
    assert is_black(image).any()
    problem = assert_problem(server.http.get(citation["image"].replace("/1.png", "/2.png")), 404)
    assert "page 1 shows its text" in str(problem["remedy"])


def test_a_picture_that_is_known_is_not_sent_again(server: RunningServer, bells_id: str) -> None:
    path = f"/v1/documents/{bells_id}/pages/1.png?highlight=0-5"
    first = server.http.get(path).raise_for_status()
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = server.http.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = server.http.get(path.replace("0-5", "6-8"), headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("page", ["0", "-1", "4", "9" * 400])
def test_pages_that_are_not_there_are_refused_with_those_that_are(
    server: RunningServer, bells_id: str, page: str
) -> None:
    problem = assert_problem(server.http.get(f"/v1/documents/{bells_id}/pages/{page}.png"), 404)
    assert "1 to 3" in str(problem["remedy"])
    assert len(str(problem["detail"])) < 100


@pytest.mark.parametrize(
    "asked",
    [
        "iv.png",
        "1.5.png",
        "9" * 5000 + ".png",
        "1.png?highlight=",
        "1.png?highlight=5-5",
        "1.png?highlight=9-3",
        "1.png?highlight=-3-4",
        "1.png?highlight=1-2,",
        "1.png?highlight=1-9999999999",
        "1.png?highlight=%D9%A3-%D9%A4",
        "1.png?highlight=1-2%00",
        "1.png?highlight=" + ",".join(["1-2"] * 3000),
        "1.png?dpi=1",
        "1.png?dpi=100000",
    ],
)
def test_what_makes_no_sense_is_refused(server: RunningServer, bells_id: str, asked: str) -> None:
    problem = assert_problem(server.http.get(f"/v1/documents/{bells_id}/pages/{asked}"), 422)
    assert problem["errors"]


def test_marks_beyond_the_text_are_refused_and_those_on_other_pages_left_out(
    server: RunningServer, bells_id: str
) -> None:
    path = f"/v1/documents/{bells_id}/pages/3.png?highlight="
    assert_problem(server.http.get(f"{path}90000-90010"), 400, "beyond")
    assert marks(server, f"{path}0-5") == 0
    assert marks(server, f"{path}0-900000,3-7") == 8
    assert marks(server, path + ",".join(f"{start}-{start + 1}" for start in range(100, 300))) > 0


def test_finer_and_coarser_pictures_can_be_asked_for(server: RunningServer, bells_id: str) -> None:
    sizes = [picture(server, f"/v1/documents/{bells_id}/pages/1.png?dpi={dpi}").size for dpi in (36, 72, 144)]
    assert sizes == [(250, 150), (500, 300), (1000, 600)]


def test_there_is_no_picture_of_a_document_that_is_not_there(server: RunningServer) -> None:
    assert_problem(server.http.get("/v1/documents/nothing/pages/1.png"), 404)
    assert_problem(server.http.get("/v1/documents/..%2f..%2fx/pages/1.png"), 404)


def test_pictures_go_with_their_document(server: RunningServer) -> None:
    (document_id,) = server.ingest("short.pdf", bells() + b"% another file").document_ids
    path = f"/v1/documents/{document_id}/pages/1.png"
    tag = server.http.get(path).raise_for_status().headers["etag"]
    kept = list(server.home.rglob(f"page-images/{document_id}/*.png"))
    assert len(kept) == 1
    server.http.delete(f"/v1/documents/{document_id}").raise_for_status()
    assert_problem(server.http.get(path, headers={"If-None-Match": tag}), 404)
    assert not kept[0].exists()


def test_a_file_that_is_gone_is_said_with_the_remedy(server: RunningServer) -> None:
    (document_id,) = server.ingest("gone.pdf", bells() + b"% and another").document_ids
    (marker,) = server.home.rglob(f"originals/*/{document_id}")
    (marker.parent / "content").unlink()
    problem = assert_problem(
        server.http.get(f"/v1/documents/{document_id}/pages/1.png"), 404, "not kept here"
    )
    assert "Ingest it again" in str(problem["remedy"])
    # What it says stands in the other file, too, whose pages are asked for below.
    server.http.delete(f"/v1/documents/{document_id}").raise_for_status()


def test_a_page_needs_the_key_as_its_document_does(start_server: StartServer) -> None:
    locked = start_server(CITEGRAPH_API_KEY=KEY)
    (document_id,) = locked.ingest("bells.pdf", bells()).document_ids
    path = f"/v1/documents/{document_id}/pages/1.png"
    tag = locked.http.get(path).raise_for_status().headers["etag"]
    for headers in ({}, {"X-API-Key": "wrong"}, {"If-None-Match": tag}):
        assert_problem(httpx.get(locked.url + path, headers=headers, trust_env=False, timeout=60), 401)


def test_a_page_that_takes_too_long_is_given_up(start_server: StartServer) -> None:
    slow = start_server(CITEGRAPH_READING_TIMEOUT_S="2")
    (document_id,) = slow.ingest("slow.pdf", pdf_of_slow_colours(2_000)).document_ids
    assert_problem(slow.http.get(f"/v1/documents/{document_id}/pages/1.png"), 422, "took more than 2 seconds")
    (document_id,) = slow.ingest("bells.pdf", bells()).document_ids
    assert slow.http.get(f"/v1/documents/{document_id}/pages/1.png").status_code == 200


def test_ask_writes_the_pages_of_its_citations(server: RunningServer, bells_id: str, tmp_path: Path) -> None:
    asked = citegraph(
        server.home, "ask", ASKED, "--pages", str(tmp_path / "new" / "pages"), **server.variables
    )
    assert asked.returncode == 0, asked.stderr
    written = sorted((tmp_path / "new" / "pages").iterdir())
    assert {path.name for path in written} >= {"1-page-1.png", "1-page-2.png"}
    assert all(is_marked(Image.open(path).convert("RGB")).any() for path in written)
    assert f"page image: {written[0]}" in asked.stdout
    plain = citegraph(server.home, "ask", ASKED, **server.variables)
    assert f"page image: {server.url}/v1/documents/{bells_id}/pages/1.png?highlight=" in plain.stdout
    as_json = json.loads(citegraph(server.home, "ask", ASKED, "--json", **server.variables).stdout)
    assert as_json["citations"] == ask(server, ASKED)["citations"]


def test_ask_goes_on_where_a_page_cannot_be_drawn(
    server: RunningServer, bells_id: str, tmp_path: Path
) -> None:
    (marker,) = server.home.rglob(f"originals/*/{bells_id}")
    content = marker.parent / "content"
    kept = content.read_bytes()
    content.unlink()
    for drawn in server.home.rglob(f"page-images/{bells_id}/*.png"):
        drawn.unlink()
    try:
        question = "According to page v, what was melted down?"
        asked = citegraph(server.home, "ask", question, "--pages", str(tmp_path), **server.variables)
    finally:
        content.write_bytes(kept)
    assert asked.returncode == 0
    assert "melted down in the war" in asked.stdout
    assert "page-3.png was not written" in asked.stderr
    assert "Ingest it again" in asked.stderr
    assert list(tmp_path.iterdir()) == []
    blocked = tmp_path / "file"
    blocked.touch()
    refused = citegraph(server.home, "ask", ASKED, "--pages", str(blocked), **server.variables)
    assert refused.returncode == 2
    assert "cannot be made" in refused.stderr
