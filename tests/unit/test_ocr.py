"""Text in pictures: Tesseract on small scans, and what is made of what an engine says."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from api.parts import FORMATS
from extraction.load.images import Images
from extraction.load.loader import Loader
from extraction.load.ocr.columns import regions_of
from extraction.load.ocr.engine import Lack
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.settings import OcrSettings
from extraction.load.ocr.skew import skew_of
from extraction.load.ocr.tesseract import Tesseract
from extraction.load.options import ReadingOptions
from extraction.load.pdf.text_layer import is_broken
from extraction.split.recursive import RecursiveSplitter
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from schemas.awaited import OcrMode
from schemas.document import LoadedDocument, pack_blocks, unpack_blocks
from schemas.errors import DocumentRejectedError
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.files import PARAGRAPH, pdf_of
from tests.fakes.scans import DPI, FakeEngine, drawn, file_of, pdf_with_scan, scan_of

ENGLISH = ["The lease of the mill was signed", "by Ottilie Marchetti in the year 1742."]
KOREAN = ["가람군의 천문대는 1803년에", "윤채원이 다시 고쳐 지었다."]
SLANTS = [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.0), (0, 3.0), (1, -2.0)]


def read(
    name: str, content: bytes, recogniser: Recogniser | None = None, mode: OcrMode | None = None
) -> LoadedDocument:
    loader = Loader(FORMATS, 50_000_000, recogniser=recogniser or Recogniser(Tesseract()))
    (document,) = loader.load_bytes(name, content, options=ReadingOptions(ocr=mode))
    return document


def plain(text: str) -> str:
    return " ".join(text.split())


def test_korean_and_english_are_read_with_blanks_where_they_are() -> None:
    document = read("scan.png", scan_of([*ENGLISH, *KOREAN]))
    assert plain(document.text) == " ".join([*ENGLISH, *KOREAN])
    assert document.page_starts == (0,)
    assert document.warnings == ()


@pytest.mark.slow
@pytest.mark.parametrize(("quarters", "degrees"), SLANTS)
def test_a_turned_page_is_read_and_each_box_holds_its_word_on_the_page_as_it_is_shown(
    quarters: int, degrees: float
) -> None:
    lines = [*ENGLISH, "It was the largest of the county,", "and ground the corn of eleven villages."] * 3
    image = drawn(lines[:12]).rotate(90 * quarters + degrees, expand=True, fillcolor=255)
    document = read("scan.png", file_of(image))
    assert plain(document.text) == " ".join(lines[:12])
    ink = np.asarray(image) < 128
    scale = DPI / 72
    inside = np.zeros_like(ink)
    for word in document.words.all():
        x0, y0, x1, y1 = (round(edge * scale) for edge in word[3:])
        assert ink[y0:y1, x0:x1].any(), document.text[word.start : word.end]
        inside[max(0, y0) : y1, max(0, x0) : x1] = True
    assert (ink & inside).sum() > 0.97 * ink.sum()


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["The observatory stood", "on a hill above town", "and was built from the", "stones of a fortress"]
    right = [
        "that an older duke had",
        "left to his children",
        "who had no use for it",
        "and sold it in spring.",
    ]
    document = read("scan.png", file_of(drawn([*left, *right], columns=2)))
    assert plain(document.text) == " ".join([*left, *right])


def test_each_frame_of_a_tiff_file_is_a_page() -> None:
    file = io.BytesIO()
    first, second = drawn(ENGLISH), drawn(KOREAN)
    first.save(file, "TIFF", save_all=True, append_images=[second], dpi=(DPI, DPI))
    document = read("fax.tif", file.getvalue())
    assert len(document.page_starts) == 2
    assert plain(document.text[document.page_starts[1] :]) == " ".join(KOREAN)
    assert {word.page for word in document.words.all()} == {1, 2}


def test_of_a_pdf_only_pages_without_text_are_recognised_and_their_boxes_are_on_the_page() -> None:
    content = pdf_with_scan("The first page is text of its own.", drawn(ENGLISH))
    document = read("mixed.pdf", content)
    assert plain(document.text) == f"The first page is text of its own. {' '.join(ENGLISH)}"
    assert [block.confidence is None for block in document.blocks] == [True, False]
    first = next(word for word in document.words.all() if word.page == 2)
    assert document.text[first.start : first.end] == "The"
    # 100 pixels from the left and some 80 from above in the picture, which has a margin of 72 points.
    assert first.x0 == pytest.approx(72 + 100 * 72 / DPI, abs=3)
    assert 72 + 80 * 72 / DPI < first.y1 < 72 + 160 * 72 / DPI


def test_ocr_never_reads_the_text_layer_alone_and_always_none_of_it() -> None:
    content = pdf_with_scan("The first page is text of its own.", drawn(ENGLISH))
    never = read("mixed.pdf", content, mode="never")
    assert plain(never.text) == "The first page is text of its own."
    assert [warning.kind for warning in never.warnings] == ["page without text"]
    always = read("mixed.pdf", content, mode="always")
    assert all(block.confidence for block in always.blocks)
    assert always.sha256 != never.sha256


def test_chunks_know_how_surely_they_were_recognised() -> None:
    document = read("mixed.pdf", pdf_with_scan(PARAGRAPH.split(". ")[0], drawn(ENGLISH)), Recogniser(FakeEngine((" ".join(ENGLISH),), 0.9)))  # fmt: skip
    sizes = SplitSettings(strategy="recursive", max_chars=60, overlap_chars=0)
    chunks = split_document("d", document, RecursiveSplitter(), sizes, FakeEmbedder())
    assert {chunk.ocr_confidence for chunk in chunks if chunk.page == 2} == {0.9}
    assert {chunk.ocr_confidence for chunk in chunks if chunk.page_end == 1} == {None}
    assert unpack_blocks(pack_blocks(document.blocks)) == document.blocks


def test_low_confidence_unread_marks_and_empty_pages_are_warnings() -> None:
    def kinds(words: Sequence[str], confidence: float) -> set[str]:
        engine = FakeEngine(tuple(words), confidence)
        found = read("mixed.pdf", pdf_with_scan("Text.", drawn(ENGLISH)), Recogniser(engine)).warnings
        return {warning.kind for warning in found}

    assert kinds(["sure"], 0.95) == set()
    assert kinds(["guessed"], 0.6) == {"text recognised with low confidence"}
    assert kinds(["spot"], 0.1) == {"page without text", "marks that were not recognised"}
    assert kinds([], 0.9) == {"page without text"}


def test_a_page_that_fails_is_lost_alone_and_the_reason_is_said() -> None:
    content = pdf_with_scan("Text.", drawn(ENGLISH))
    document = read("mixed.pdf", content, Recogniser(FakeEngine(fails="it is out of order")))
    warning = document.warnings[0]
    assert (warning.kind, warning.place) == ("page not recognised", "page 2")
    assert "out of order" in warning.remedy
    with pytest.raises(DocumentRejectedError, match="no text was recognised") as caught:
        read("scan.png", scan_of(ENGLISH), Recogniser(FakeEngine(fails="it is out of order")))
    assert "out of order" in caught.value.remedy


def test_without_an_engine_the_remedy_is_said() -> None:
    lacking = Recogniser(FakeEngine(lacks=Lack("nothing is installed", "Install it.")))
    with pytest.raises(DocumentRejectedError) as caught:
        read("scan.png", scan_of(ENGLISH), lacking)
    assert caught.value.remedy == "Nothing is installed. Install it."


def test_no_more_pages_are_recognised_than_is_allowed() -> None:
    file = io.BytesIO()
    page = drawn(ENGLISH)
    page.save(file, "TIFF", save_all=True, append_images=[page] * 3)
    told: list[tuple[str, int, int]] = []
    told_all = Recogniser(FakeEngine(), OcrSettings(max_pages=2), on_progress=lambda *said: told.append(said))
    document = read("fax.tif", file.getvalue(), told_all)
    assert (document.warnings[0].place, document.warnings[0].count) == ("page 3, 4", 2)
    assert "MAX_PAGES" in document.warnings[0].remedy
    assert told[-1] == ("recognising pages", 2, 2)


def test_a_photo_is_read_as_its_camera_held_it() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    drawn(ENGLISH).rotate(90, expand=True).save(file, "JPEG", exif=exif, dpi=(DPI, DPI))
    assert plain(read("photo.jpg", file.getvalue()).text) == " ".join(ENGLISH)


@pytest.mark.parametrize("name", ["scan.png", "scan"])
def test_what_is_no_picture_is_refused(name: str) -> None:
    with pytest.raises(DocumentRejectedError, match="damaged picture"):
        read(name, b"\x89PNG\r\n\x1a\n and then nothing")


def test_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    with pytest.raises(DocumentRejectedError, match="pixels"):
        Images().pages_to_recognise(file.getvalue(), "huge.png")


@pytest.mark.parametrize("degrees", [-5.0, -1.0, 0.0, 0.5, 2.0, 6.0])
def test_the_slant_is_found_to_a_fifth_of_a_degree(degrees: float) -> None:
    image = drawn([*ENGLISH, *KOREAN] * 3).rotate(-degrees, fillcolor=255)
    assert skew_of(image) == pytest.approx(degrees, abs=0.2)


def test_a_blank_page_has_no_slant_and_no_columns() -> None:
    blank = Image.new("L", (1000, 1400), 250)
    assert skew_of(blank) == 0.0
    assert regions_of(blank) == []
    assert Tesseract().recognise(blank) == []


def test_columns_are_cut_and_a_line_over_both_is_not() -> None:
    words = "some words in here"
    image = drawn([words] * 8, columns=2)
    assert len(regions_of(image)) == 2
    across = drawn(["A line that goes over both of them and farther than that"])
    both = Image.new("L", (image.width, 1200), 255)
    both.paste(across.crop((0, 0, image.width, 200)), (0, 0))
    both.paste(image.crop((0, 0, image.width, 1000)), (0, 200))
    regions = regions_of(both)
    assert len(regions) == 3
    assert regions[0].y1 <= min(region.y0 for region in regions[1:])


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (PARAGRAPH, False),
        ("서울의 천문대는 1803년에 다시 지어졌고, 지금은 도서관으로 쓰인다. 책이 많다.", False),
        ("Prst skrz krk: čtvrt hodiny stál Otakar v zahradě a čekal na přátele z města.", False),
        ("".join(chr(ord(letter) - 29) if letter != " " else " " for letter in PARAGRAPH * 2), True),
        ("서울의 천문대는 다시 지어졌다. 지금은 도서관이다.".encode().decode("cp1252", "replace"), True),
        ("\ue001\ue002\ue003 " * 20, True),
        ("3 \x01", False),
    ],
)
def test_a_broken_text_layer_is_told_from_a_sound_one(text: str, broken: bool) -> None:
    assert is_broken(text) == broken


def test_a_broken_layer_is_recognised_and_where_it_is_not_that_is_said() -> None:
    shifted = "".join(chr(ord(letter) - 29) if letter != " " else " " for letter in PARAGRAPH * 2)
    shifted = "".join(letter for letter in shifted if letter.isprintable() and letter not in "<>&")
    content = pdf_of([[shifted]])
    assert read("x.pdf", content, Recogniser(FakeEngine(("seen",)))).text == "seen"
    never = read("x.pdf", content, mode="never")
    assert [warning.kind for warning in never.warnings] == ["broken text layer"]


@pytest.mark.slow
def test_the_program_of_the_system_is_used_where_there_is_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "4\t1\t1\t1\t1\t0\t10\t10\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t12\t50\t30\t91.5\t가\n5\t1\t1\t1\t1\t2\t60\t12\t50\t30\t90.5\t나\n5\t1\t1\t1\t1\t3\t130\t12\t50\t30\t80\tmill\n"
    program = tmp_path / "tesseract"
    program.write_text(
        f"#!/bin/sh\necho \"$@\" > {tmp_path}/said\nprintf '가나 mill' > page.txt\nprintf '{rows}' > page.tsv\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    engine = Tesseract(may_use_package=False)
    assert engine.lack() is None
    words = engine.recognise(drawn(["anything"]))
    assert [(word.text, round(word.confidence, 2)) for word in words] == [("가나", 0.91), ("mill", 0.8)]
    assert {word.line_height for word in words} == {40}
    assert "-l kor+eng" in (tmp_path / "said").read_text()


def test_tesseract_says_what_it_lacks() -> None:
    lack = Tesseract(("tlh",)).lack()
    assert lack is not None
    assert "tlh" in lack.reason
    assert "tesseract-ocr-kor" in lack.remedy
    assert Tesseract(("tlh", "eng")).usable.languages == ("eng",)
