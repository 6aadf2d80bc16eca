"""Pages drawn with the cited words marked: the marks are where the words are, whatever the page."""

import asyncio
import threading
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops

from api.parts import FORMATS
from extraction.load.drawing import DrawingLimits
from extraction.load.loader import Loader
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.tesseract import Tesseract
from extraction.load.options import ReadingOptions
from extraction.load.pdf.reader import Pdf
from extraction.load.run_task import RunTask, T, run_here
from extraction.page_images.drawer import PageDrawer
from extraction.page_images.fonts import font_for
from extraction.page_images.marks import lines_of, mark
from extraction.page_images.settings import PageImageSettings
from extraction.page_images.text_page import EXCERPT_CHARS, draw_text, excerpt
from extraction.state.library import DocumentLibrary
from schemas.document import Document, LoadedDocument
from schemas.errors import BackendError, BusyError, DocumentRejectedError, NotFoundError
from schemas.word_box import WordBox
from tests.fakes.drawn_pdf import Draw, Edges, as_shown, pdf_drawn, put, read, together
from tests.fakes.scans import drawn, file_of, pdf_with_scan
from tests.fakes.values import AT
from tests.unit.test_load_archives import zip_of

CITED = "rang for the last time in 1944"
LINES = [
    (100.0, 640.0, "The bell of the tower was cast in 1622."),
    (100.0, 560.0, "It was sold in the same year."),
]
MAX_BYTES = 5_000_000
Mask = NDArray[np.bool_]


def cited_in_red(canvas: object) -> None:
    """Other lines in black, and between them the cited one."""
    together(put(LINES, size=14), in_red((100, 600, f"It {CITED}.")))(canvas)


def in_red(line: tuple[float, float, str]) -> Draw:
    def draw(canvas: object) -> None:
        canvas.setFillColorRGB(1, 0, 0)  # type: ignore[attr-defined]
        put([line], size=14)(canvas)

    return draw


def is_red(image: Image.Image) -> Mask:
    red, green, blue = np.moveaxis(np.asarray(image).astype(int), 2, 0)
    return np.asarray((red > 200) & (green < 100) & (blue < 100))


def is_black(image: Image.Image) -> Mask:
    return np.asarray(np.asarray(image).max(axis=2) < 100)


def is_marked(image: Image.Image) -> Mask:
    """What the pen coloured: paper that is yellow."""
    red, green, blue = np.moveaxis(np.asarray(image).astype(int), 2, 0)
    return np.asarray((red > 200) & (green > 180) & (blue < 120))


def edges(mask: Mask) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("media", "crop"),
    [
        (None, None),
        (None, (80, 500, 420, 700)),
        ((-100, -50, 700, 900), None),
        ((30, 40, 590, 780), (-50, 300, 500, 2000)),
    ],
    ids=["whole", "cropped", "offset", "cropped beyond its paper"],
)
def test_the_marks_are_on_the_words_of_turned_cropped_and_offset_pages(
    turned: int, media: Edges | None, crop: Edges | None
) -> None:
    content = as_shown(pdf_drawn(cited_in_red), turned=turned, media=media, crop=crop)
    loaded = read(content)
    start = loaded.text.index("It " + CITED)
    drawing = Pdf().draw_page(content, "a.pdf", 1, limits=DrawingLimits())
    red, black = edges(is_red(drawing.image)), is_black(drawing.image)
    mark(drawing.image, lines_of(loaded.words.within(start, start + len(CITED) + 4), drawing.scale))
    marked = edges(is_marked(drawing.image))
    line_px = 14 * drawing.scale
    assert all(abs(one - other) < line_px / 2 for one, other in zip(red, marked, strict=True))
    assert marked[0] <= red[0]
    assert marked[2] >= red[2]
    around = np.zeros_like(black)
    around[red[1] : red[3] + 1, red[0] : red[2] + 1] = True
    assert black.any()
    assert not (black & around).any()


def test_a_pdf_that_is_encrypted_but_opens_without_a_password_is_drawn() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("", ownerPassword="of the owner", canPrint=0))
    cited_in_red(canvas)
    canvas.save()
    content = target.getvalue()
    assert b"/Encrypt" in content
    assert is_red(Pdf().draw_page(content, "a.pdf", 1, limits=DrawingLimits()).image).any()


def test_letters_that_no_font_has_are_refused_with_the_remedy() -> None:
    with pytest.raises(BackendError) as refused:
        font_for("\U00012000\U00012001 and \U00012038", 12)  # cuneiform
    assert refused.value.remedy


def test_words_show_through_their_marks_and_lines_are_marked_as_one() -> None:
    boxes = [
        WordBox(0, 3, 1, 10, 10, 30, 20),
        WordBox(4, 8, 1, 33, 10, 60, 20),
        WordBox(9, 12, 1, 10, 24, 40, 34),
    ]
    lines = lines_of(boxes, 2.0)
    assert [tuple(line) for line in lines] == [(20, 20, 120, 40), (20, 48, 80, 68)]
    image = Image.new("RGB", (200, 100), "white")
    image.paste("black", (50, 25, 60, 35))
    mark(image, lines)
    assert image.getpixel((55, 30)) == (0, 0, 0)
    assert is_marked(image)[30, 65]  # between the words, too
    assert image.getpixel((150, 80)) == (255, 255, 255)


def test_marks_beside_the_page_are_cut_off() -> None:
    image = Image.new("RGB", (50, 50), "white")
    mark(image, lines_of([WordBox(0, 1, 1, -20, 40, 20, 90), WordBox(1, 2, 1, 80, 80, 90, 90)], 1.0))
    assert edges(is_marked(image)) == (1, 41, 18, 48)


def test_a_mark_is_seen_on_a_dark_page() -> None:
    image = Image.new("RGB", (50, 50), "black")
    mark(image, lines_of([WordBox(0, 1, 1, 10, 10, 40, 20)], 1.0))
    assert not is_black(image).all()


def test_a_large_page_is_drawn_less_finely() -> None:
    limits = DrawingLimits(dpi=144, max_pixels=1_000_000)
    assert limits.scale(500, 500) == 2.0
    assert limits.scale(14_400, 14_400) == pytest.approx(1000 / 14_400)
    content = as_shown(pdf_drawn(cited_in_red), media=(0, 0, 14_400, 14_400))
    image = Pdf().draw_page(content, "a.pdf", 1, limits=limits).image
    assert image.size == (1000, 1000)
    strip = as_shown(pdf_drawn(cited_in_red), media=(0, 0, 1, 14_400))
    assert Pdf().draw_page(strip, "a.pdf", 1, limits=limits).image.size == (2, 28_800)


def test_a_damaged_file_and_a_page_that_is_not_there_are_refused() -> None:
    content = pdf_drawn(cited_in_red)
    with pytest.raises(DocumentRejectedError, match="damaged"):
        Pdf().draw_page(b"%PDF-1.7 nothing", "a.pdf", 1, limits=DrawingLimits())
    with pytest.raises(NotFoundError) as refused:
        Pdf().draw_page(content, "a.pdf", 2, limits=DrawingLimits())
    assert "1 to 1" in refused.value.remedy


def test_the_text_of_other_formats_is_drawn_with_its_marks() -> None:
    text = "A short line.\n\nThe cited words are here.\nThe end."
    start = text.index("cited")
    plain = draw_text(text, [], limits=DrawingLimits()).image
    marked = draw_text(text, [(start, start + 11)], limits=DrawingLimits()).image
    assert not is_marked(plain).any()
    assert is_black(plain).any()
    left, top, right, bottom = edges(is_marked(marked))
    line_px = 16 * 110 / 72
    assert 48 * 110 / 72 < left < right < plain.width / 2
    assert top == pytest.approx(48 * 110 / 72 + 2 * line_px, abs=3)
    assert bottom - top < 1.2 * line_px


def test_korean_text_is_drawn_in_letters_of_its_own() -> None:
    images = {
        draw_text(word, [], limits=DrawingLimits()).image.tobytes()
        for word in ("세종", "집현", "훈민", "漢字", "かな", "žluťoučký")
    }
    assert len(images) == 6


@pytest.mark.parametrize(
    "text", ["word " * 20_000, "a" * 3_000, "\n" * 5_000 + "end", "i" * 900 + " " + "w" * 900]
)
def test_a_long_text_is_cut_around_its_first_mark(text: str) -> None:
    span = (len(text) // 2, len(text) // 2 + 3)
    start, end = excerpt(0, len(text), [span])
    assert start <= span[0] < span[1] <= end
    assert end - start <= EXCERPT_CHARS
    within = (span[0] - start, span[1] - start)
    image = draw_text(text[start:end], [within], limits=DrawingLimits(), cut=(start > 0, True)).image
    assert image.height < 1600
    assert is_marked(image).any() == bool(text[slice(*span)].strip())
    assert is_black(image).any()
    assert not is_black(image)[:, -60:].any()  # nothing runs over the edge


class Documents:
    """A library with documents in it, and what draws their pages."""

    def __init__(self, folder: Path, run: RunTask = run_here, **settings: int) -> None:
        self.library = DocumentLibrary(folder)
        self.drawer = PageDrawer(
            self.library, FORMATS, PageImageSettings(**settings), max_bytes=MAX_BYTES, run=run
        )

    def keep(self, name: str, content: bytes, options: ReadingOptions | None = None) -> list[Document]:
        loader = Loader(FORMATS, MAX_BYTES, recogniser=Recogniser(Tesseract()))
        loaded = loader.load_bytes(name, content, options=options)
        ids = self.library.keep_all(loaded, content)
        return [_stored(identifier, one) for identifier, one in zip(ids, loaded, strict=True)]

    def draw(self, document: Document, page: int = 1, words: str = "", dpi: int | None = None) -> Image.Image:
        return Image.open(BytesIO(asyncio.run(self.png(document, page, words, dpi)))).convert("RGB")

    async def png(self, document: Document, page: int = 1, words: str = "", dpi: int | None = None) -> bytes:
        start = self.library.get(document.id).text.find(words)
        spans = [(start, start + len(words))] if words else []
        return await self.drawer.png(await self.drawer.plan(document, page, spans, dpi=dpi))


def _stored(identifier: str, loaded: LoadedDocument) -> Document:
    fields = loaded.model_dump(exclude={"text", "words", "awaited"})
    return Document(id=identifier, ingested_at=AT, **fields)


def tiff_of(pages: list[Image.Image]) -> bytes:
    target = BytesIO()
    pages[0].save(
        target, "TIFF", save_all=True, append_images=pages[1:], dpi=(300, 300), compression="tiff_lzw"
    )
    return target.getvalue()


def mail_of(name: str, content: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "ada@example.org", "The bell"
    message.set_content("See what is attached.")
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def as_it_is(content: bytes) -> tuple[str, bytes]:
    return "bell.pdf", content


def in_an_archive(content: bytes) -> tuple[str, bytes]:
    return "all.zip", zip_of({"other.txt": b"Other.", "a#b/bell.pdf": content})


def in_a_mail(content: bytes) -> tuple[str, bytes]:
    return "letter.eml", mail_of("bell.pdf", content)


def in_a_mail_in_an_archive(content: bytes) -> tuple[str, bytes]:
    return "post.zip", zip_of({"letter.eml": mail_of("bell.pdf", content)})


Packed = Callable[[bytes], tuple[str, bytes]]


@pytest.mark.parametrize("packed", [as_it_is, in_an_archive, in_a_mail, in_a_mail_in_an_archive])
@pytest.mark.parametrize("options", [None, ReadingOptions(encoding="cp949")])
def test_a_pdf_is_found_in_what_it_came_in(
    tmp_path: Path, packed: Packed, options: ReadingOptions | None
) -> None:
    documents = Documents(tmp_path)
    kept = documents.keep(*packed(pdf_drawn(cited_in_red)), options)
    (document,) = [one for one in kept if one.media_type == "application/pdf"]
    image = documents.draw(document, words=CITED)
    assert is_red(image).any()
    assert is_marked(image).any()


SCANNED = [
    "The bell of the tower was cast in 1622",
    "by a founder who had come from Kampen.",
    CITED,
    "and was sold to another founder then.",
    "Nobody knows what has become of it.",
]


def scan(turned: float = 0) -> Image.Image:
    """A scan of black lines with a red one among them, turned counter-clockwise by so many degrees."""
    black = drawn([line if line != CITED else "" for line in SCANNED])
    red = drawn([line if line == CITED else "" for line in SCANNED])
    red_on_white = Image.merge("RGB", (Image.new("L", red.size, 255), red, red))
    both = ImageChops.multiply(black.convert("RGB"), red_on_white)
    return both.rotate(turned, expand=True, fillcolor="white")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "page"),
    [
        ("scan.png", file_of(scan()), 1),
        ("scan.png", file_of(scan(90)), 1),
        ("scan.tiff", tiff_of([scan(180), scan()]), 2),
        ("scan.pdf", pdf_with_scan("The first page is text.", scan()), 2),
        ("scan.pdf", pdf_with_scan("The first page is text.", scan(180)), 2),
        ("scan.pdf", pdf_with_scan("The first page is text.", scan(2)), 2),
    ],
    ids=["picture", "turned picture", "second frame", "page of a PDF", "page upside down", "slanted page"],
)
def test_the_words_of_a_scan_are_marked_where_they_are(
    tmp_path: Path, name: str, content: bytes, page: int
) -> None:
    documents = Documents(tmp_path)
    (document,) = documents.keep(name, content)
    text = documents.library.text(document.id)
    assert CITED in text[document.page_starts[page - 1] :]
    start = text.index(CITED, document.page_starts[page - 1])
    plan = asyncio.run(documents.drawer.plan(document, page, [(start, start + len(CITED))]))
    marked = Image.open(BytesIO(asyncio.run(documents.drawer.png(plan)))).convert("RGB")
    red, marks = edges(is_red(documents.draw(document, page))), edges(is_marked(marked))
    assert plan.marks == len(CITED.split())
    assert all(abs(one - other) < 15 for one, other in zip(red, marks, strict=True))


def test_a_picture_is_drawn_once_and_goes_with_its_document(tmp_path: Path) -> None:
    drawn: list[str] = []

    def run(task: str, /, work: Callable[..., T], *args: object) -> T:
        drawn.append(task)
        return work(*args)

    documents = Documents(tmp_path, run)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    first = asyncio.run(documents.png(document, words=CITED))
    assert asyncio.run(documents.png(document, words=CITED)) == first
    assert drawn == [f"drawing page 1 of {document.title}"]
    assert asyncio.run(documents.png(document)) != first
    assert documents.draw(document, dpi=72).size == (600, 800)
    assert len(drawn) == 3
    documents.library.delete(document.id)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_document_that_goes_while_its_page_is_drawn_leaves_no_picture(tmp_path: Path) -> None:
    def run(_task: str, /, work: Callable[..., T], *args: object) -> T:
        documents.library.delete(document.id)
        return work(*args)

    documents = Documents(tmp_path, run)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    asyncio.run(documents.png(document))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_pictures_of_a_cache_stay_within_their_bytes(tmp_path: Path) -> None:
    documents = Documents(tmp_path, cache_bytes=100_000)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    for dpi in range(60, 120, 3):
        documents.draw(document, dpi=dpi)
    kept = list(documents.library.page_images.folder.rglob("*.png"))
    assert 1 < len(kept) < 20
    assert sum(path.stat().st_size for path in kept) <= 100_000
    none = Documents(tmp_path / "none", cache_bytes=0)
    (document,) = none.keep("bell.pdf", pdf_drawn(cited_in_red))
    none.draw(document)
    assert list(none.library.page_images.folder.rglob("*.png")) == []


def test_a_page_is_drawn_where_nothing_can_be_kept(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    folder = documents.library.page_images.folder
    folder.rmdir()
    folder.touch()
    assert is_red(documents.draw(document)).any()


def test_a_file_that_is_not_kept_is_said_with_the_remedy(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    for original in (tmp_path / "originals").rglob("content"):
        original.unlink()
    with pytest.raises(NotFoundError, match="is not kept here") as refused:
        documents.draw(document)
    assert "Ingest it again" in refused.value.remedy


def test_pages_that_are_not_there_are_refused_with_those_that_are(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    (paged,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red, put([(100, 600, "Overleaf.")])))
    (text,) = documents.keep("bell.txt", b"The bell rang.")
    for page in (0, -1, 3, 10**400):
        with pytest.raises(NotFoundError, match="has no such page") as refused:
            documents.draw(paged, page)
        assert "1 to 2" in refused.value.remedy
    with pytest.raises(NotFoundError) as refused:
        documents.draw(text, 2)
    assert "page 1 shows its text" in refused.value.remedy


def test_text_pages_are_drawn_page_by_page(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    (document,) = documents.keep("bell.txt", b"The bell was cast.\x0cIt rang.\x0cIt was sold.")
    pages = [asyncio.run(documents.png(document, page)) for page in (1, 2, 3)]
    assert len(set(pages)) == 3
    assert is_marked(documents.draw(document, 2, words="rang")).any()
    assert not is_marked(documents.draw(document, 3, words="rang")).any()


async def test_more_pages_than_may_wait_are_refused(tmp_path: Path) -> None:
    began, go_on = threading.Event(), threading.Event()

    def run(_task: str, /, work: Callable[..., T], *args: object) -> T:
        began.set()
        go_on.wait(20)
        return work(*args)

    documents = Documents(tmp_path, run, at_once=1, max_waiting=1)
    (document,) = documents.keep("bell.pdf", pdf_drawn(cited_in_red))
    two = [asyncio.create_task(documents.png(document, dpi=dpi)) for dpi in (50, 60)]
    await asyncio.to_thread(began.wait, 20)
    while documents.drawer.waiting < 2:  # noqa: ASYNC110  nothing tells when a task waits
        await asyncio.sleep(0.01)
    with pytest.raises(BusyError) as refused:
        await documents.png(document, dpi=70)
    assert refused.value.retryable
    go_on.set()
    assert all(await asyncio.gather(*two))
    assert await documents.png(document, dpi=70)
