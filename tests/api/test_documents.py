"""Documents over HTTP: in, listed, replaced, out; and every way to send a wrong one."""

from collections.abc import Iterator

import httpx
import pytest

from schemas.job import Job
from schemas.warning import REFUSED
from tests.fakes.files import docx_of, pdf_of
from tests.fakes.running_server import RunningServer

LOVELACE = (
    "Ada Lovelace wrote notes on the Analytical Engine. Charles Babbage designed the Analytical Engine in London. "
    "Ada Lovelace was born in London in 1815."
)
SEJONG = "세종은 1443년에 훈민정음을 창제하였다. 집현전 학자들이 세종을 도왔다."


def assert_problem(response: httpx.Response, status: int, words: str = "") -> dict[str, object]:
    """The one form of every error."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, object] = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["type"]
    assert problem["instance"] == response.request.url.path
    assert problem["request_id"] == response.headers["x-request-id"]
    assert words in f"{problem['detail']} {problem['remedy']}"
    return problem


@pytest.fixture(scope="module")
def lovelace(server: RunningServer) -> str:
    """Id of a stored document."""
    job = server.ingest("notes/lovelace.md", f"# Ada Lovelace\n\n{LOVELACE}\n")
    (document_id,) = job.document_ids
    return document_id


def _documents(server: RunningServer) -> dict[str, dict[str, object]]:
    items = server.http.get("/v1/documents?limit=500").raise_for_status().json()["items"]
    return {str(item["id"]): item for item in items}


def test_a_file_becomes_a_job_and_then_a_document(server: RunningServer) -> None:
    response = server.upload(
        "caxton.txt", "William Caxton set up the first printing press in England in 1476."
    )
    assert response.status_code == 202
    job = response.json()
    assert response.headers["location"] == f"/v1/jobs/{job['id']}"
    ended = server.wait_for_job(job["id"])
    assert ended.state == "done", ended
    assert ended.loose.total == ended.loose.done == 1
    (document_id,) = job["document_ids"]
    document = server.http.get(f"/v1/documents/{document_id}").raise_for_status().json()
    assert document["source"] == "caxton.txt"
    assert document["ready_at"]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.md", b"# Aldus\n\nAldus Manutius printed books in Venice.", "text/markdown"),
        (
            "b.html",
            "<html><body><p>구텐베르크는 마인츠에서 책을 인쇄하였다.</p></body></html>".encode(),
            "text/html",
        ),
        (
            "c.pdf",
            pdf_of([["Johannes Gutenberg printed the Bible in Mainz."], ["He died in 1468."]]),
            "application/pdf",
        ),
        (
            "d.docx",
            docx_of([(1, "Plantin"), "Christophe Plantin printed the Polyglot Bible in Antwerp."]),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("한국어 문서.txt", SEJONG.encode(), "text/plain"),
    ],
)
def test_formats_and_names_of_all_kinds_go_in(
    server: RunningServer, name: str, content: bytes, media_type: str
) -> None:
    job = server.ingest(name, content)
    (document_id,) = job.document_ids
    document = server.http.get(f"/v1/documents/{document_id}").raise_for_status().json()
    assert (document["source"], document["media_type"]) == (name, media_type)


def test_a_text_can_be_sent_as_json(server: RunningServer) -> None:
    response = server.http.post("/v1/documents", json={"name": "note", "text": SEJONG})
    assert response.status_code == 202, response.text
    assert server.wait_for_job(response.json()["id"]).state == "done"


def test_several_files_are_one_job(server: RunningServer) -> None:
    files = [
        ("file", (f"part{number}.txt", f"Part {number} was written by Isaac Casaubon.")) for number in (1, 2)
    ]
    response = server.http.post("/v1/documents", files=files)
    assert response.status_code == 202
    assert len(response.json()["document_ids"]) == 2
    assert server.wait_for_job(response.json()["id"]).state == "done"


def test_the_same_upload_again_is_the_same_job(server: RunningServer) -> None:
    text = "Robert Estienne printed the Thesaurus in Paris."
    first = server.upload("estienne.txt", text).json()
    assert server.wait_for_job(first["id"]).state == "done"
    before = _documents(server)
    again = server.upload("estienne.txt", text)
    assert (again.status_code, again.json()["id"]) == (202, first["id"])
    assert _documents(server) == before


def test_a_changed_file_of_the_same_name_replaces_the_old_one(server: RunningServer) -> None:
    server.ingest("elzevir.txt", "Lodewijk Elzevir printed books in Leiden.")
    server.ingest("elzevir.txt", "Lodewijk Elzevir sold books in Leiden.")
    stored = [each for each in _documents(server).values() if each["source"] == "elzevir.txt"]
    assert len(stored) == 1
    found = server.http.post("/v1/retrieve", json={"question": "Who sold books in Leiden?"}).json()
    texts = [passage["text"] for passage in found["passages"] if passage["source"] == "elzevir.txt"]
    assert texts == ["Lodewijk Elzevir sold books in Leiden."]


def test_a_job_that_is_held_waits_for_its_start_with_its_estimate(server: RunningServer) -> None:
    sent = server.http.post(
        "/v1/documents?hold=true", files={"file": ("held.txt", b"Ada Lovelace met Mary Somerville.")}
    )
    job = Job.model_validate(sent.raise_for_status().json())
    assert (job.state, job.estimate and job.estimate.chunks) == ("waiting for confirmation", 1)
    assert not set(job.document_ids) & _documents(server).keys()
    assert server.http.post(f"/v1/jobs/{job.id}/confirm").status_code == 202
    assert server.wait_for_job(job.id).state == "done"


def test_the_original_is_sent_as_it_came_under_its_own_name(server: RunningServer) -> None:
    content = "<h1>직지</h1><p>직지는 1377년에 인쇄되었다.</p><script>alert(1)</script>".encode()
    (document_id,) = server.ingest("/책/직지 1.html", content).document_ids
    response = server.http.get(f"/v1/documents/{document_id}/original").raise_for_status()
    assert response.content == content
    assert response.headers["content-type"] == "application/octet-stream"
    said = response.headers["content-disposition"]
    assert said == "attachment; filename*=utf-8''%EC%A7%81%EC%A7%80%201.html"
    assert "sandbox" in response.headers["content-security-policy"]
    assert_problem(server.http.get("/v1/documents/unknown/original"), 404)


def test_documents_are_listed_a_page_at_a_time(server: RunningServer, lovelace: str) -> None:
    server.ingest("page.txt", "Anton Koberger printed the Nuremberg Chronicle.")
    everything = list(_documents(server))
    seen: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": "2"} | ({"after": after} if after else {})
        page = server.http.get("/v1/documents", params=query).raise_for_status().json()
        assert 1 <= len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == everything
    assert lovelace in seen


def test_a_deletion_can_be_looked_at_first(server: RunningServer) -> None:
    job = server.ingest("gone.txt", "Nicolas Jenson cut a roman type in Venice.")
    (document_id,) = job.document_ids
    would_go = server.http.delete(f"/v1/documents/{document_id}?dry_run=true").raise_for_status().json()
    assert would_go["dry_run"] is True
    assert document_id in _documents(server)
    gone = server.http.delete(f"/v1/documents/{document_id}").raise_for_status().json()
    assert gone == would_go | {"dry_run": False}
    assert_problem(server.http.get(f"/v1/documents/{document_id}"), 404)
    assert_problem(server.http.delete(f"/v1/documents/{document_id}"), 404)


def test_what_was_deleted_can_be_sent_again(server: RunningServer) -> None:
    text = "Francesco Griffo cut italic types in Bologna."
    first = server.ingest("griffo.txt", text)
    (document_id,) = first.document_ids
    server.http.delete(f"/v1/documents/{document_id}").raise_for_status()
    second = server.ingest("griffo.txt", text)
    assert second.id != first.id
    assert document_id in _documents(server)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t "),
        ("junk.txt", bytes(range(256)) * 40),
        ("junk.pdf", b"%PDF-1.7 and then nothing of the kind"),
        ("locked.pdf", pdf_of([["A secret."]], password="s3cret")),
        ("cut.pdf", pdf_of([["A page that was cut off."]])[:600]),
        ("broken.docx", b"PK\x03\x04 no zip"),
        ("wrong.jsonl", b'{"id": 1}\nnot json\n'),
        ("table.xlsx", b"PK\x03\x04"),
        ("noending", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_remedy(
    server: RunningServer, name: str, content: bytes
) -> None:
    before = _documents(server)
    problem = assert_problem(server.upload(name, content), 422)
    assert problem["remedy"]
    assert _documents(server) == before


def test_a_bad_file_is_named_by_the_job_of_the_good_ones(server: RunningServer) -> None:
    before = _documents(server)
    good, bad = ("good.txt", b"Geoffroy Tory wrote Champ Fleury."), ("bad.pdf", b"junk")
    large, other = ("large.txt", b"word " * 420_000), ("other.mp3", b"x")
    turned = ("a\u202efdp.txt", b"It shows as atxt.pdf.")
    for _ in range(2):  # the second time it is the same job, which says it again
        files = [("file", file) for file in (large, good, bad, other, turned)]
        response = server.http.post("/v1/documents", files=files)
        job = Job.model_validate_json(response.raise_for_status().content)
        refused = {warning.place: warning for warning in job.warnings if warning.kind == REFUSED}
        assert list(refused) == ["large.txt", "bad.pdf", "other.mp3", turned[0]]
        assert "damaged PDF" in refused["bad.pdf"].remedy
        assert "CITEGRAPH_MAX_UPLOAD_BYTES" in refused["large.txt"].remedy
        assert "direction-override" in refused[turned[0]].remedy
    assert set(server.wait_for_job(job.id).document_ids) == set(_documents(server)) - set(before)


def test_of_two_files_of_one_name_the_first_goes_in_and_the_second_is_refused_by_name(
    server: RunningServer,
) -> None:
    texts = {"first": "Robert Estienne numbered the verses.", "second": "Henri Estienne made a dictionary."}
    other = ("file", ("stephanus-other.txt", "Charles Estienne wrote on gardens."))
    files = [*(("file", ("stephanus.txt", text)) for text in texts.values()), other]
    response = server.http.post("/v1/documents", files=files)
    assert response.status_code == 202, response.text
    job = server.wait_for_job(response.json()["id"])
    (warning,) = job.warnings
    assert (job.state, len(job.document_ids)) == ("done", 2)
    assert (warning.kind, warning.place) == (REFUSED, "stephanus.txt")
    assert "name of another file" in warning.remedy
    alone = server.ingest("stephanus.txt", texts["first"])
    assert alone.document_ids[0] in job.document_ids


def test_the_same_file_twice_in_a_form_is_one_document(server: RunningServer) -> None:
    part = ("file", ("plantin.txt", "Christophe Plantin printed in Antwerp."))
    response = server.http.post("/v1/documents", files=[part, part])
    assert response.status_code == 202, response.text
    assert len(response.json()["document_ids"]) == 1
    assert response.json()["estimate"]["chunks"] == 1
    assert server.wait_for_job(response.json()["id"]).warnings == ()


def test_a_form_of_bad_files_only_is_refused_and_stores_nothing(server: RunningServer) -> None:
    before = _documents(server)
    files = [("file", ("bad.pdf", b"junk")), ("file", ("empty.txt", b""))]
    assert_problem(server.http.post("/v1/documents", files=files), 422, "bad.pdf")
    assert _documents(server) == before


def test_text_in_another_encoding_goes_in_or_is_refused_never_mangled(server: RunningServer) -> None:
    response = server.upload("cp949.txt", SEJONG.encode("cp949"))
    if response.status_code == 202:
        assert server.wait_for_job(response.json()["id"]).state == "done"
        found = server.http.post("/v1/retrieve", json={"question": "훈민정음을 누가 창제하였나?"}).json()
        texts = [passage["text"] for passage in found["passages"] if passage["source"] == "cp949.txt"]
        assert texts == [SEJONG]
    else:
        assert_problem(response, 422, "UTF-8")


def test_a_request_says_how_its_files_are_read(server: RunningServer) -> None:
    page = b"<body><div class='story'><p>Greta Holm built the weir.</p></div><div><p>Something else.</p></div></body>"

    def send(**options: str) -> httpx.Response:
        return server.http.post("/v1/documents", params=options, files=[("file", ("weir.html", page))])

    job = send(select=".story")
    assert server.wait_for_job(job.json()["id"]).state == "done"
    found = server.http.post("/v1/retrieve", json={"question": "Who built the weir?"}).json()
    assert [one["text"] for one in found["passages"] if one["source"] == "weir.html"] == [
        "Greta Holm built the weir."
    ]
    assert_problem(send(select=".none"), 422, "no element .none")
    for wrong, words in (
        ({"select": "p["}, "not a CSS selector"),
        ({"encoding": "rot13"}, "no encoding of text"),
    ):
        refused = send(**wrong)
        assert_problem(refused, 422)
        assert words in refused.text


def test_a_file_over_the_limit_is_413(server: RunningServer) -> None:
    assert_problem(server.upload("large.txt", b"word " * 420_000), 413, "CITEGRAPH_MAX_UPLOAD_BYTES")
    response = server.http.post("/v1/documents", json={"name": "large", "text": "word " * 420_000})
    assert_problem(response, 413, "CITEGRAPH_MAX_UPLOAD_BYTES")


def test_200_megabytes_are_413_however_they_come(server: RunningServer) -> None:
    announced = server.http.post(
        "/v1/documents", content=b"x" * 200_000_000, headers={"content-type": "application/json"}
    )
    assert_problem(announced, 413)

    def pieces() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * 1_000_000

    streamed = server.http.post(
        "/v1/documents", content=pieces(), headers={"content-type": "application/json"}
    )
    assert_problem(streamed, 413)
    assert server.http.get("/healthz").is_success


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"name": "x"}', "application/json", 422),
        (b'{"name": 1, "text": "x"}', "application/json", 422),
        (b'{"name": "x.txt", "text": ""}', "application/json", 422),
        (b'{"name": "x.txt", "text": "y", "extra": 1}', "application/json", 422),
        (b'{"name": "a\\u0000b.txt", "text": "y"}', "application/json", 422),
        (b'{"name": "a\\nb.txt", "text": "y"}', "application/json", 422),
        ('{"name": "report\u202efdp.txt", "text": "y"}'.encode(), "application/json", 422),
        ('{"name": "\u2067a.txt", "text": "y"}'.encode(), "application/json", 422),
        (b'{"name": "x.txt", "text": "y\\u0000"}', "application/json", 422),
        (b'{"name": "\\ud800.txt", "text": "y"}', "application/json", 400),
        (b'{"name": "x.txt", "text": "\\ud800"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"plain", "text/plain", 415),
        (b"", "application/x-www-form-urlencoded", 415),
        (b"no boundary", "multipart/form-data", 400),
        (b"junk", "multipart/form-data; boundary=b", 400),
        (
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="\xed\xa0\x80.txt"\r\n\r\ny\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
        ),
        (
            '--b\r\nContent-Disposition: form-data; name="f"; filename="a\u202etxt.exe"\r\n\r\ny\r\n--b--\r\n'.encode(),
            "multipart/form-data; boundary=b",
            422,
        ),
    ],
)
def test_a_body_of_the_wrong_form_is_refused(
    server: RunningServer, body: bytes, kind: str, status: int
) -> None:
    response = server.http.post("/v1/documents", content=body, headers={"content-type": kind})
    problem = assert_problem(response, status)
    assert problem["remedy"]


def test_a_name_that_is_a_path_stays_a_name(server: RunningServer) -> None:
    job = server.ingest("../../etc/passwd.txt", "Simon de Colines printed in Paris.")
    (document_id,) = job.document_ids
    assert str(_documents(server)[document_id]["source"]).endswith("passwd.txt")
    assert not (server.home.parent / "etc").exists()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/documents/unknown"),
        ("DELETE", "/v1/documents/unknown"),
        ("DELETE", "/v1/documents/unknown?dry_run=true"),
        ("GET", "/v1/jobs/unknown"),
        ("POST", "/v1/jobs/unknown/retry"),
        ("GET", "/v1/documents/%00"),
        ("GET", "/v1/nothing"),
    ],
)
def test_unknown_things_are_404(server: RunningServer, method: str, path: str) -> None:
    response = server.http.request(method, path)
    assert response.status_code == 404, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["remedy"]


@pytest.mark.parametrize("path", ["/v1/documents?limit=0", "/v1/documents?limit=x", "/v1/jobs?limit=9999"])
def test_wrong_parameters_are_422_and_named(server: RunningServer, path: str) -> None:
    problem = assert_problem(server.http.get(path), 422)
    errors = problem["errors"]
    assert isinstance(errors, list)
    assert errors[0]["place"] == "query.limit"


def test_a_job_that_is_done_has_nothing_to_retry(server: RunningServer) -> None:
    job = server.ingest("retry.txt", "Wynkyn de Worde printed in Fleet Street.")
    assert_problem(server.http.post(f"/v1/jobs/{job.id}/retry"), 409)


def test_jobs_are_listed_newest_first(server: RunningServer) -> None:
    job = server.ingest("newest.txt", "Richard Pynson printed in Fleet Street.")
    listed = server.http.get("/v1/jobs?limit=5").raise_for_status().json()["items"]
    assert listed[0]["id"] == job.id
