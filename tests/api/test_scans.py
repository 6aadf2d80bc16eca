"""Scans over HTTP with Tesseract: recognised in the job, page by page, wherever they came; cancelled, killed, gone on with."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from schemas.job import Job
from schemas.warning import REFUSED
from tests.api.conftest import StartServer, neo4j_variables
from tests.api.test_documents import assert_problem
from tests.fakes.files import pdf_of
from tests.fakes.openai_server import ScriptedOpenAI, say
from tests.fakes.running_server import RunningServer, citegraph
from tests.fakes.scans import drawn, file_of, scan_of
from tests.unit.test_deferred import archive_of, mail_with
from tests.unit.test_page_images import tiff_of
from tests.unit.test_pictures import photo

_PLACES = ("Dunmoor", "Elmstead", "Farrow", "Gorsley", "Hexwold", "Inglebury", "Jarrick", "Kelding")
_FOUNDERS = (
    "Ann Roe",
    "Bo Lind",
    "Cora Fenn",
    "Dirk Hals",
    "Eva Stahl",
    "Finn Orr",
    "Greta Wolff",
    "Hugo Brandt",
)
_PAGES = len(_PLACES)


def scan_of_pages(subject: str, pages: int = _PAGES) -> bytes:
    """A TIFF file with a sentence on each page, no two alike: what comes again is a running head."""
    sentences = [*zip(_PLACES, _FOUNDERS, strict=True)][:pages]
    return tiff_of(
        [drawn([f"The {subject} of {place} was built by {founder}."]) for place, founder in sentences]
    )


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server with one process that recognises, so that a scan takes its time."""
    return start_server(CITEGRAPH_READING_PROCESSES="2")


def _job(server: RunningServer, job_id: str) -> Job:
    return Job.model_validate(server.http.get(f"/v1/jobs/{job_id}").raise_for_status().json())


def _send(server: RunningServer, name: str, content: bytes) -> Job:
    response = server.upload(name, content)
    assert response.status_code == 202, response.text
    return Job.model_validate(response.json())


def _wait_until(server: RunningServer, job_id: str, condition: Callable[[Job], bool]) -> Job:
    give_up = time.monotonic() + 60
    while not condition(job := _job(server, job_id)):
        assert time.monotonic() < give_up, job
        time.sleep(0.05)
    return job


def _pages_done(job: Job) -> int:
    return job.stage.done if job.stage and job.stage.name == "recognising pages" else 0


def _passages(server: RunningServer, question: str) -> list[dict[str, object]]:
    found = server.http.post("/v1/retrieve", json={"question": question}).raise_for_status().json()
    passages: list[dict[str, object]] = found["passages"]
    return passages


def test_a_scan_is_recognised_in_the_job_which_says_how_far_it_is(server: RunningServer) -> None:
    job = _send(server, "mills.tif", scan_of_pages("mill"))
    assert job.state in {"queued", "running"}
    assert job.estimate is not None
    assert job.estimate.chunks >= _PAGES
    under_way = _wait_until(server, job.id, lambda job: _pages_done(job) > 0)
    assert under_way.stage is not None
    assert (under_way.stage.total, under_way.loose.total) == (_PAGES, 0)
    other = server.ingest("other.txt", "Per Holt built the weir of Dunmoor.")
    assert other.state == "done"
    ended = server.wait_for_job(job.id)
    assert ended.state == "done", (ended, server.lines[-40:])
    (passage, *_) = _passages(server, "Who built the mill of Inglebury?")
    assert (passage["source"], passage["page"], passage["page_end"]) == ("mills.tif", 1, _PAGES)
    assert "The mill of Inglebury was built by Finn Orr." in str(passage["text"])
    assert _send(server, "mills.tif", scan_of_pages("mill")).id == job.id


def test_a_cancelled_scan_ends_within_a_page_and_goes_on_with_the_others(server: RunningServer) -> None:
    job = _send(server, "locks.tif", scan_of_pages("lock"))
    _wait_until(server, job.id, lambda job: _pages_done(job) > 0)
    assert server.http.post(f"/v1/jobs/{job.id}/cancel").status_code == 202
    _wait_until(server, job.id, lambda job: job.state == "cancelled")
    kept = list((server.home / "data").rglob("awaited/*/*.json"))
    assert 0 < len(kept) < _PAGES
    (document_id,) = job.document_ids
    assert server.http.get(f"/v1/documents/{document_id}").status_code == 404
    assert server.http.post(f"/v1/jobs/{job.id}/retry").status_code == 202
    assert server.wait_for_job(job.id).state == "done"
    assert not list((server.home / "data").rglob("awaited/*"))


def test_scans_in_archives_and_mails_are_recognised(server: RunningServer) -> None:
    lease = scan_of(["The lease of the forge was signed", "by Ottilie Marchetti in 1742."])
    bill = scan_of(["The bill of the tannery was paid", "by Jon Brook in 1751."])
    content = archive_of(note_txt=b"Two papers.", lease_png=lease, m_eml=mail_with(bill, "bill.png"))
    job = server.ingest("papers.zip", content)
    assert len(job.document_ids) == 4
    assert job.warnings == ()
    (forge, *_) = _passages(server, "Who signed the lease of the forge?")
    assert (forge["source"], forge["text"]) == (
        "papers.zip#lease.png",
        "The lease of the forge was signed by Ottilie Marchetti in 1742.",
    )
    (tannery, *_) = _passages(server, "Who paid the bill of the tannery?")
    assert tannery["source"] == "papers.zip#m.eml#1 bill.png"


def test_what_turns_out_to_have_no_text_is_left_out_and_said(server: RunningServer) -> None:
    files = [
        ("file", ("kiln.png", scan_of(["The kiln was built by Per Holt."]))),
        ("file", ("sky.png", file_of(photo()))),
    ]
    job_id = server.http.post("/v1/documents", files=files).raise_for_status().json()["id"]
    job = server.wait_for_job(job_id)
    assert (job.state, len(job.document_ids)) == ("done", 1)
    assert [(warning.kind, warning.place) for warning in job.warnings] == [(REFUSED, "sky.png")]
    assert not list((server.home / "data").rglob("awaited/*")), "nothing of it is kept"
    alone = server.wait_for_job(_send(server, "sky.png", file_of(photo())).id)
    assert (alone.state, "no text was recognised" in alone.error) == ("failed", True)
    assert alone.remedy


def test_what_is_wrong_with_the_file_itself_is_said_at_once(server: RunningServer) -> None:
    assert_problem(server.upload("broken.png", b"\x89PNG\r\n\x1a\n and then nothing"), 422, "damaged")
    locked = pdf_of([["Nobody may read it."]], password="secret")
    assert_problem(server.upload("locked.pdf", locked), 422, "password")


def test_low_confidence_is_a_warning_of_the_document_with_its_page(server: RunningServer) -> None:
    from PIL import ImageFilter

    clear = drawn(["The ferry of Dunmoor crosses the river", "twice a day except on Sundays."])
    dim = drawn(["The ferry was sold in the year 1790", "by the heirs of the ferryman."])
    job = server.ingest("ferry.tif", tiff_of([clear, dim.filter(ImageFilter.GaussianBlur(6))]))
    (warning,) = [one for one in job.warnings if one.kind == "text recognised with low confidence"]
    assert warning.place == "ferry.tif, page 2"
    (document_id,) = job.document_ids
    document = server.http.get(f"/v1/documents/{document_id}").raise_for_status().json()
    assert warning.kind in {one["kind"] for one in document["warnings"]}
    (passage, *_) = _passages(server, "When does the ferry of Dunmoor cross the river?")
    assert isinstance(passage["ocr_confidence"], float)
    assert 0.5 < passage["ocr_confidence"] < 0.9, "of both pages"


def test_the_command_line_recognises_in_the_job_too(server: RunningServer, tmp_path: Path) -> None:
    (tmp_path / "pier.png").write_bytes(scan_of(["The pier was built by Jon Brook."]))
    ended = citegraph(server.home, "ingest", str(tmp_path / "pier.png"), **server.variables)
    assert ended.returncode == 0, ended.stderr
    assert ": done, 1 documents" in ended.stdout


@pytest.fixture
def model() -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI(lambda request: say("A red disc on a green field.", input_tokens=900)) as model:
        yield model


def test_after_kill_9_no_page_is_recognised_again_and_no_picture_paid_for_twice(
    empty_neo4j: Neo4jAddress, tmp_path: Path, model: ScriptedOpenAI
) -> None:
    variables = {
        **neo4j_variables(empty_neo4j),
        "CITEGRAPH_READING_PROCESSES": "2",
        "CITEGRAPH_EXTRACTOR": "rules",
        "OPENAI_BASE_URL": model.base_url,
        "CITEGRAPH_VISION__MODEL": "seeing-model",
        "CITEGRAPH_VISION__MAX_PICTURES": "1",
    }
    with RunningServer(tmp_path, variables) as killed:
        job = _send(killed, "bridges.tif", scan_of_pages("bridge"))
        _wait_until(killed, job.id, lambda job: _pages_done(job) > 1)
        os.kill(killed.pid, signal.SIGKILL)
    kept = list((tmp_path / "data").rglob("awaited/*/*.json"))
    assert 1 < len(kept) < _PAGES
    for path in kept:  # what is recognised again would not have this
        page = json.loads(path.read_bytes())
        page["words"][0][0] = "Yon"
        path.write_text(json.dumps(page))
    with RunningServer(tmp_path, variables) as server:
        ended = server.wait_for_job(job.id)
        again = server.ingest("bridge.tif", scan_of_pages("bridge", 1))
    assert ended.state == "done", ended
    assert job.estimate is not None
    assert job.estimate.model_calls == 1
    assert (ended.usage.model_calls, ended.usage.input_tokens) == (1, 900)
    assert again.usage.model_calls == 0, "the picture was described before"
    assert len(model.requests) == 1
    (text,) = [
        text
        for path in (tmp_path / "data").rglob("texts/*.json")
        if (text := json.loads(path.read_bytes()))["source"] == "bridges.tif"
    ]
    assert text["text"].count("Yon") == len(kept)
