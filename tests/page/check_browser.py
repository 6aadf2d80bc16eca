"""The guide of deploy/browser in Neo4j Browser, over the graph of the demo: its style, and its eight favourites."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.cli.neo4j import BrowserLogin
from api.settings import load_settings
from tests.fakes.running_server import CHECKOUT, citegraph, environment
from tests.page.neo4j_browser import Neo4jBrowser

_GUIDE = CHECKOUT / "deploy" / "browser"
_PICTURES = os.environ.get("BROWSER_PICTURES", "")
_LARGEST_BYTES = 120_000
_DEMO_S = 500
_VARIABLES = {
    "CITEGRAPH_CACHE_DIR": str(load_settings().cache_dir),
    "CITEGRAPH_GRAPH": "demo",
    "LOGNAME": "curator",
}


@dataclass(frozen=True)
class Asked:
    """A favourite, and words that its result has to have."""

    name: str
    found: tuple[str, ...]


_FAVOURITES = [
    Asked("1-what-is-in-the-graph", ("entities", "Person", "Organization")),
    Asked("2-what-is-told-of-a-thing", ("Johannes Gutenberg", "Mainz", "HEAD", "FROM_CHUNK")),
    Asked("3-where-it-is-written", ("Johannes Gutenberg died in Mainz in 1468.", "gutenberg.txt")),
    Asked("4-names-of-several-things", ("things", "직지 (Book)")),
    Asked("5-facts-to-look-at", ("confidence", "Aldus Corporation acquired by Adobe (1994)")),
    Asked("6-how-relations-are-used", ("CITIZEN_OF", "Country")),
    Asked(
        "7-what-was-decided", ("curator", "retype", "Sequoyah", "merge", "Gyeonghan is his name as a monk")
    ),
    Asked("8-what-a-document-alone-tells", ("Gutenberg Bible", "PUBLISHED_BY")),
]


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserLogin]:
    """How to log in where the demo has run, and a curator has decided something."""
    home = tmp_path_factory.mktemp("demo")
    try:
        program = [str(CHECKOUT / ".venv/bin/citegraph"), "demo"]
        subprocess.run(
            program,
            cwd=home,
            env=environment(home, _VARIABLES),
            check=True,
            capture_output=True,
            timeout=_DEMO_S,
        )
        for decision in (
            ["merge", "Gyeonghan", "Baegun", "--reason", "Gyeonghan is his name as a monk"],
            ["retype", "Sequoyah", "Person", "--reason", "he made the syllabary"],
        ):
            assert citegraph(home, "entities", *decision, **_VARIABLES).returncode == 0
        said = citegraph(home, "neo4j", "browser", "--show-password", "--json", **_VARIABLES)
        yield BrowserLogin.model_validate_json(said.stdout)
    finally:
        citegraph(home, "neo4j", "wipe", "--yes", **_VARIABLES)


@pytest.fixture(scope="module")
def curator(
    browser: Browser, login: BrowserLogin, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neo4jBrowser]:
    """Neo4j Browser with the style, the favourites and the parameters of the guide."""
    opened = Neo4jBrowser(browser, login)
    opened.drop(_GUIDE / "citegraph.grass")
    expect(opened.result).to_contain_text("node.__Entity__")
    packed = shutil.make_archive(
        str(tmp_path_factory.mktemp("packed") / "favourites"), "zip", _GUIDE, "favourites"
    )
    opened.drop(Path(packed))
    opened.set_parameter("name", "Johannes Gutenberg")
    opened.set_parameter("source", "gutenberg.txt")
    yield opened
    opened.close()


@pytest.mark.parametrize("asked", _FAVOURITES, ids=lambda asked: asked.name)
def test_what_a_curator_asks_is_shown(curator: Neo4jBrowser, asked: Asked, tmp_path: Path) -> None:
    first_line = (_GUIDE / "favourites" / f"{asked.name}.cypher").read_text("utf-8").splitlines()[0]
    result = curator.run_favourite("favourites", first_line.removeprefix("// "))
    for words in asked.found:
        expect(result).to_contain_text(words)
    picture = Path(_PICTURES or tmp_path) / f"{asked.name}.png"
    curator.keep(picture)
    assert picture.stat().st_size < _LARGEST_BYTES


def test_the_guide_shows_all_of_them() -> None:
    guide = (_GUIDE / "README.md").read_text("utf-8")
    assert [asked.name for asked in _FAVOURITES] == sorted(
        one.stem for one in (_GUIDE / "favourites").iterdir()
    )
    for asked in _FAVOURITES:
        assert f"(favourites/{asked.name}.cypher)" in guide
        assert f"(../../docs/browser/{asked.name}.png)" in guide
        assert (CHECKOUT / "docs" / "browser" / f"{asked.name}.png").is_file()
