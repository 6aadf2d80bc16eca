"""The web page as it is served: to whom, under which policy, and how much of it comes first."""

import gzip
import json
import re
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api.http.app import create_app
from api.settings import Settings
from tests.fakes.running_server import CHECKOUT

_KEY = "a-key-of-sufficient-length"
_FIRST_VIEW_BYTES = 200_000
_BUILT = CHECKOUT / "api" / "web" / "dist"
_SOURCE = CHECKOUT / "api" / "web" / "source"


@pytest.fixture(scope="module")
def http() -> httpx.AsyncClient:
    """Calls a server that wants a key, without one."""
    app = create_app(Settings(api_key=SecretStr(_KEY)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


async def test_the_page_needs_no_key_and_allows_nothing_from_outside(http: httpx.AsyncClient) -> None:
    page = await http.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "<style" not in page.text
    assert not re.search(r"<script(?![^>]* src=)", page.text)
    assert (await http.get("/v1/documents")).status_code == 401


async def test_the_first_view_is_small_and_its_files_are_what_they_are(http: httpx.AsyncClient) -> None:
    page = (await http.get("/")).text
    kinds = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    size = len(gzip.compress(page.encode()))
    names = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page)
    assert {name.rpartition(".")[2] for name in names} == set(kinds)
    for name in names:
        file = await http.get(f"/{name}")
        assert file.headers["content-type"].partition(";")[0] == kinds[name.rpartition(".")[2]]
        assert "immutable" in file.headers["cache-control"]
        size += len(gzip.compress(file.content))
    assert size < _FIRST_VIEW_BYTES


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/..%2f..%2f..%2fapp.py",
        "/assets/",
        "/assets//etc/passwd",
    ],
)
async def test_no_path_leaves_the_folder_of_the_files(http: httpx.AsyncClient, path: str) -> None:
    request = http.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=path.encode())
    assert (await http.send(request)).status_code in (401, 404)


def test_what_the_page_says_in_korean_for_the_service_is_what_it_says() -> None:
    sources = [
        file.read_text("utf-8")
        for folder in ("api", "extraction", "kg", "llm", "retrieval", "schemas")
        for file in (CHECKOUT / folder).rglob("*.py")
    ]
    said = re.sub(r'"\s+f?"', "", "\n".join(sources))
    known = json.loads((_SOURCE / "text" / "service_words.ko.json").read_text("utf-8"))
    # Of a file that was refused "It …" is said where an error names the file.
    parts = {each: re.split(r"{\w+}", each.removeprefix("It ")) for each in known}
    assert [each for each in known if not all(part.strip() in said for part in parts[each])] == []


def test_nothing_of_the_page_names_another_host() -> None:
    for file in [_BUILT / "index.html", *sorted((_BUILT / "assets").glob("index-*"))]:
        found = re.findall(r"https?://[\w.]+", Path(file).read_text("utf-8"))
        assert set(found) <= {"http://www.w3.org"}, file.name


def test_the_licences_of_the_packages_in_the_page_are_beside_it() -> None:
    said = (_BUILT / "licences.md").read_text("utf-8")
    assert all(f"## {name} - " in said for name in ("cytoscape", "eventsource-parser", "preact"))
