"""Comparing engines, and what the doctor says of them."""

from pathlib import Path

import pytest

from api.cli.diagnosis import leaving_text
from api.settings import load_settings
from benchmarks.ocr.scans import all_scans
from extraction.load.ocr.columns import lines_of
from extraction.load.ocr.engines import ENGINES, build_engine
from extraction.load.ocr.error_rate import character_error_rate
from extraction.load.ocr.lines import words_of_line
from extraction.load.ocr.settings import OcrSettings
from extraction.load.pdf.word import Box
from schemas.errors import ConfigError
from tests.fakes.scans import drawn
from tests.fakes.tiny_trocr import make_model


@pytest.mark.parametrize(
    ("truth", "found", "rate"),
    [
        ("abcd", "abcd", 0.0),
        ("abcd", "abxd", 0.25),
        ("abcd", "", 1.0),
        ("ab  cd\n", "ab cd", 0.0),
        ("a | b", "a b", 0.0),
        ("가나다라", "가나라", 0.25),
        ("ab", "abcdef", 2.0),
        ("", "", 0.0),
        ("", "x", 1.0),
    ],
)
def test_the_error_rate_counts_letters(truth: str, found: str, rate: float) -> None:
    assert character_error_rate(truth, found) == rate


def test_a_line_is_taken_apart_by_its_letters() -> None:
    words = list(words_of_line("ab cde", 0.9, Box(0, 10, 60, 30)))
    assert [(word.text, word.box.x0, word.box.x1) for word in words] == [("ab", 0, 20), ("cde", 30, 60)]
    assert list(words_of_line("  ", 0.9, Box(0, 0, 1, 1))) == []


def test_lines_are_found_each_once() -> None:
    assert len(lines_of(drawn(["one line", "another line", "and the last"]))) == 3


@pytest.mark.parametrize("name", list(ENGINES))
def test_every_engine_has_its_name_and_says_what_it_lacks(name: str) -> None:
    engine = build_engine(OcrSettings(engine=name))
    assert engine.name == name
    lack = engine.lack()
    assert lack is None or (lack.reason and lack.remedy)


def test_an_engine_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match="tesseract, rapidocr"):
        load_settings(ocr={"engine": "clay tablets"})
    with pytest.raises(ConfigError, match="no OCR engine"):
        build_engine(OcrSettings(engine="clay tablets"))


def test_a_service_is_named_among_what_gets_text() -> None:
    cloud = {"url": "https://ocr.example.org/v1/ocr", "key": "secret-4711"}
    told = "\n".join(leaving_text(load_settings(ocr={"engine": "mistral", "cloud": cloud})))
    assert "https://ocr.example.org/v1/ocr" in told
    assert "4711" not in told
    assert "example.org" not in "\n".join(leaving_text(load_settings(ocr={"cloud": cloud})))


@pytest.mark.slow
def test_a_trocr_model_is_loaded_from_a_folder_and_reads_line_by_line(tmp_path: Path) -> None:
    make_model(tmp_path)
    engine = build_engine(OcrSettings(engine="trocr", model=str(tmp_path)))
    assert engine.lack() is None
    words = engine.recognise(drawn(["one line", "another line"]))
    assert words
    assert len({word.box.y0 for word in words}) <= 2
    assert all(0 <= word.confidence <= 1 for word in words)


@pytest.mark.slow
def test_there_are_twelve_scans_the_same_each_time(tmp_path: Path) -> None:
    scans = list(all_scans())
    assert len({scan.name for scan in scans}) == 12
    assert [scan.content for scan in all_scans()] == [scan.content for scan in scans]
