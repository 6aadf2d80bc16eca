"""Parts that are added from outside the packages are held to the contracts, and seen by the command line and the API."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.parts import EXTRACTORS, FORMATS, SPLITTERS
from extraction.load.formats import Format
from extraction.split.recursive import RecursiveSplitter
from extraction.split.task import Splitter
from schemas.errors import ConfigError
from schemas.ports import Extractor
from tests.contracts.cases import WORDS, ExtractorContract, FormatContract, SplitterContract
from tests.fakes.extension import Capitals, Lines, Subtitles

CHECKOUT = Path(__file__).resolve().parents[2]
SRT = f"1\n00:00:01,000 --> 00:00:04,000\n{WORDS}.\n\n2\n00:00:05,000 --> 00:00:09,000\nIt was in 1476.\n"


class TestSubtitles(FormatContract):
    def format(self) -> Format:
        return Subtitles()

    def sample(self) -> bytes:
        return SRT.encode()


class TestLines(SplitterContract):
    def splitter(self) -> Splitter:
        return Lines()


class TestCapitals(ExtractorContract):
    def extractor(self) -> Extractor:
        return Capitals()


def extended(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CITEGRAPH_HOME": str(home), "HF_HUB_OFFLINE": "1", **variables}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_offers_and_uses_them(tmp_path: Path) -> None:
    (tmp_path / "film.sbv").write_text(SRT)
    program = ("-m", "tests.fakes.extension")
    assert "lines]" in extended(tmp_path, *program, "chunks", "--help").stdout
    assert ".sbv" in extended(tmp_path, *program, "ingest", "--help").stdout
    shown = extended(
        tmp_path, *program, "chunks", str(tmp_path / "film.sbv"), "--strategy", "lines", "--json"
    )
    (document,) = json.loads(shown.stdout)
    assert [chunk["text"] for chunk in document["chunks"]] == [f"{WORDS}.", "It was in 1476."]


def test_the_api_names_the_media_type(tmp_path: Path) -> None:
    code = (
        "import json; from tests.fakes.extension import add_all; add_all()\n"
        "from api.http.app import create_app; from api.settings import load_settings\n"
        "print(json.dumps(create_app(load_settings()).openapi()))"
    )
    document = json.loads(extended(tmp_path, "-c", code).stdout)
    form = document["paths"]["/v1/documents"]["post"]["requestBody"]["content"]["multipart/form-data"]
    accepted = form["encoding"]["file"]["contentType"].split(", ")
    assert accepted == [*FORMATS.media_types, "text/x-sbv"]


def test_the_settings_take_only_names_that_are_there(tmp_path: Path) -> None:
    code = "from api.settings import load_settings; load_settings()"
    added = f"from tests.fakes.extension import add_all; add_all(); {code}"
    chosen = {"CITEGRAPH_SPLIT__STRATEGY": "lines", "CITEGRAPH_EXTRACTOR": "capitals"}
    assert extended(tmp_path, "-c", added, **chosen).returncode == 0
    for variable, name in chosen.items():
        refused = extended(tmp_path, "-c", code, **{variable: name}).stderr
        assert variable.partition("__")[0] in refused
        assert "must be one of" in refused


def test_a_name_is_given_once() -> None:
    with pytest.raises(ConfigError, match="already"):
        SPLITTERS.add(RecursiveSplitter())
    with pytest.raises(ConfigError, match="already"):
        EXTRACTORS.add(EXTRACTORS.get("rules"))
    with pytest.raises(ConfigError, match="no splitter called x") as caught:
        SPLITTERS.get("x")
    assert "recursive" in caught.value.remedy
