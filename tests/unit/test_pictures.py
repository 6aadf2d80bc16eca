"""Figures and photos of files: where they stand, what is asked about them, and where the answer goes."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from api.parts import FORMATS
from extraction.load.loader import Loader
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.pictures import PictureDescriber
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError, ModelError
from schemas.extraction import Usage
from tests.fakes.scans import FakeEngine, drawn, file_of, scan_of

BEFORE = "The first paragraph stands over the picture."
AFTER = "The last paragraph stands under it."
CAPTION = "Figure 1: The bridge of Dunmoor in spring."


def photo() -> Image.Image:
    """A red disc on green."""
    image = Image.new("RGB", (400, 300), "green")
    ImageDraw.Draw(image).ellipse((100, 50, 300, 250), fill="red")
    return image


def pdf_with_photo(*, caption: bool = True) -> bytes:
    """Text, a picture 200 by 150 points from 72, 300 points above the foot, its caption, text; and an icon that says nothing."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(500, 700), invariant=1)
    canvas.drawString(72, 600, BEFORE)
    canvas.drawImage(ImageReader(photo()), 72, 300, 200, 150)
    canvas.drawImage(ImageReader(photo()), 400, 650, 20, 15)
    if caption:
        canvas.drawString(72, 280, CAPTION)
    canvas.drawString(72, 100, AFTER)
    canvas.save()
    return target.getvalue()


class Seeing:
    """A model that remembers what it saw."""

    identity = "a model"

    def __init__(self, says: str = "A red disc on a\ngreen field.") -> None:
        self.says = says
        self.seen: list[Image.Image] = []

    def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
        self.seen.append(Image.open(io.BytesIO(picture)))
        count(Usage(model="seeing", model_calls=1, input_tokens=900, output_tokens=20))
        return self.says


def read(name: str, content: bytes, model: Seeing | None = None, max_pictures: int = 50) -> LoadedDocument:
    describer = PictureDescriber(model, max_pictures) if model else None
    engine = FakeEngine(("Sign",))
    loader = Loader(FORMATS, 50_000_000, recogniser=Recogniser(engine), describer=describer)
    (document,) = loader.load_bytes(name, content)
    return document


@pytest.mark.parametrize("caption", [True, False])
def test_a_picture_is_described_behind_its_caption_with_its_page_and_box(caption: bool) -> None:
    model = Seeing()
    document = read("a.pdf", pdf_with_photo(caption=caption), model)
    blocks = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    kinds = ["paragraph", *(["caption"] if caption else []), "picture", "paragraph"]
    assert [kind for kind, _ in blocks] == kinds
    assert ("picture", "A red disc on a green field.") in blocks
    (picture,) = (block for block in document.blocks if block.kind == "picture")
    boxes = {word[2:] for word in document.words.within(picture.start, picture.end)}
    assert boxes == {(1, 72, 250, 272, 400)}
    (seen,) = model.seen
    assert seen.size == pytest.approx((417, 312), abs=2)
    assert seen.getpixel((seen.width // 2, seen.height // 2))[0] > 200  # type: ignore[index]
    assert seen.getpixel((5, 5))[1] > 100  # type: ignore[index]


def test_without_a_model_pictures_are_left_out_and_captions_stay() -> None:
    document = read("a.pdf", pdf_with_photo())
    assert [block.kind for block in document.blocks] == ["paragraph", "caption", "paragraph"]
    assert CAPTION in document.text


def test_a_photo_without_text_is_read_by_what_is_seen_on_it() -> None:
    document = read("photo.png", file_of(photo()), Seeing())
    assert [block.kind for block in document.blocks][-1] == "picture"
    assert document.text.endswith("A red disc on a green field.")
    assert document.page_starts == (0,)
    with pytest.raises(DocumentRejectedError, match="no model describes it"):
        Loader(FORMATS, 50_000_000, recogniser=Recogniser(FakeEngine(()))).load_bytes(
            "photo.png", file_of(photo())
        )


def test_a_page_of_text_is_no_picture_to_be_described() -> None:
    model = Seeing()
    engine = FakeEngine(("word " * 40,))
    loader = Loader(FORMATS, 50_000_000, recogniser=Recogniser(engine), describer=PictureDescriber(model))
    loader.load_bytes("scan.png", scan_of(["any text"]))
    assert model.seen == []


def test_a_photo_that_fills_a_page_of_a_pdf_is_described_and_a_background_is_not() -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(500, 700), invariant=1)
    canvas.drawImage(ImageReader(photo()), 0, 0, 500, 700)
    canvas.showPage()
    canvas.drawImage(ImageReader(photo()), 0, 0, 500, 700)
    for row in range(20):
        canvas.drawString(50, 650 - 20 * row, f"Line {row} of a page that has a background of its own.")
    canvas.save()
    model = Seeing()
    document = read("a.pdf", target.getvalue(), model)
    assert len(model.seen) == 1
    assert [word.page for word in document.words.all() if word[3:] == (0, 0, 500, 700)][:1] == [1]


def test_a_model_that_fails_is_said_and_the_text_stays() -> None:
    class Blind(Seeing):
        def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
            raise ModelError("it sees nothing", remedy="Name one that sees.")

    document = read("a.pdf", pdf_with_photo(), Blind())
    assert AFTER in document.text
    (warning,) = document.warnings
    assert (warning.kind, warning.place) == ("picture not described", "page 1")
    assert "sees nothing. Name one" in warning.remedy


def test_no_more_pictures_are_described_than_is_allowed() -> None:
    file = io.BytesIO()
    photo().save(file, "TIFF", save_all=True, append_images=[photo(), drawn(["x"]).convert("RGB")])
    model = Seeing()
    document = read("a.tif", file.getvalue(), model, max_pictures=2)
    assert len(model.seen) == 2
    assert any("MAX_PICTURES" in warning.remedy for warning in document.warnings)
