"""A service with example documents, evaluations and a key, and a browser to use its page with: one of each for all tests."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from evaluation.kept_reports import KeptReports
from kg.server.address import Neo4jAddress
from tests.fakes.evaluation_report import evaluation_report
from tests.fakes.running_server import CHECKOUT, RunningServer
from tests.fakes.values import AT
from tests.page.visit import KEY, Visit

HOSTILE = "<img src=x onerror=\"document.body.dataset.taken='yes'\">"
MOST_UNFINISHED = 3
_EXAMPLES = [
    "jikji-ko.txt",
    "printing-in-venice.md",
    "printing-machines.pdf",
]
_RECORD = {
    "id": "hostile",
    "title": f"Tolmar {HOSTILE}",
    "text": f"Ambrose Tillingham founded the Tolmar Observatory {HOSTILE} in 1871. It stands in Ockham.",
}


@pytest.fixture(scope="session")
def service(neo4j_address: Neo4jAddress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The service, with those example documents that are asked about, and one whose words are HTML."""
    variables = {
        "NEO4J_URI": neo4j_address.uri,
        "NEO4J_PASSWORD": neo4j_address.password.get_secret_value(),
        "CITEGRAPH_API_KEY": KEY,
        "CITEGRAPH_ADMISSION__MAX_UNFINISHED": str(MOST_UNFINISHED),
    }
    with RunningServer(tmp_path_factory.mktemp("server"), variables) as running:
        folder = CHECKOUT / "examples" / "documents"
        parts = [("file", (name, (folder / name).read_bytes())) for name in _EXAMPLES]
        parts.append(("file", ("hostile.jsonl", json.dumps(_RECORD).encode())))
        sent = running.http.post("/v1/documents", files=parts).raise_for_status()
        assert running.wait_for_job(sent.json()["id"], timeout_s=400).state == "done"
        renaming = {"entity": "Ambrose Tillingham", "name": f"Ambrose {HOSTILE}"}
        running.http.post("/v1/entities/rename", json=renaming).raise_for_status()
        (graph,) = running.home.glob("data/graphs/*")
        kept = KeptReports(graph / "evaluations")
        for number, data in enumerate(["examples", HOSTILE]):
            kept.keep(evaluation_report(data), AT + timedelta(days=number))
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(service: RunningServer, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens the page as a reader of a language; each visit has to end without an error on the console."""
    visits: list[Visit] = []

    def begin(room: str = "ask", *, language: str = "en") -> Visit:
        opened = Visit(browser, f"{service.url}/#{room}", language=language)
        visits.append(opened)
        return opened

    yield begin
    for opened in visits:
        opened.close()
    assert [error for opened in visits for error in opened.errors] == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that looks for barriers in a page."""
    return (Path(CHECKOUT) / "api/web/node_modules/axe-core/axe.min.js").read_text("utf-8")
