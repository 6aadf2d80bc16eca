"""Scans and pictures that are left for later, in files and in the files in them."""

import io
import zipfile
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from api.parts import FORMATS
from extraction.load.loader import Loader
from extraction.load.ocr.engine import Lack
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.settings import OcrSettings
from extraction.load.options import ReadingOptions
from extraction.load.pictures import PictureDescriber
from schemas.awaited import Awaited, OcrMode
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.files import pdf_of
from tests.fakes.scans import FakeEngine, drawn, pdf_with_scan, scan_of
from tests.unit.test_pictures import Seeing, pdf_with_photo

PNG = scan_of(["any text"])
MIXED = pdf_with_scan("The first page is text of its own.", drawn(["any text"]))


def loader_with(engine: FakeEngine | None = None, model: Seeing | None = None, pages: int = 200) -> Loader:
    recogniser = Recogniser(engine or FakeEngine(("seen",), 0.9), OcrSettings(max_pages=pages))
    return Loader(
        FORMATS, 50_000_000, recogniser=recogniser, describer=PictureDescriber(model) if model else None
    )


def deferred(
    name: str, content: bytes, loader: Loader | None = None, mode: OcrMode | None = None
) -> list[LoadedDocument]:
    return (loader or loader_with()).load_bytes(name, content, options=ReadingOptions(ocr=mode), defer=True)


def archive_of(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


def mail_with(content: bytes, name: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "ann@elm.invalid", "The lease"
    message.set_content("It is attached.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_scan_awaits_its_pages_and_is_known_by_its_bytes() -> None:
    (document,) = deferred("scan.png", PNG)
    assert (document.awaited, document.text) == (Awaited(pages=1, scans=1), "")
    assert document.sha256 == sha256(PNG).hexdigest()
    (mixed,) = deferred("mixed.pdf", MIXED)
    assert mixed.awaited == Awaited(pages=2, scans=1)
    (always,) = deferred("mixed.pdf", MIXED, mode="always")
    assert always.awaited == Awaited(pages=2, scans=2, ocr="always")
    (bounded,) = deferred("mixed.pdf", MIXED, loader_with(pages=1), mode="always")
    assert bounded.awaited == Awaited(pages=2, scans=1, ocr="always")


def test_what_takes_no_time_is_read_at_once() -> None:
    (text,) = deferred("a.pdf", pdf_of([["All of it is text."]]))
    assert (text.text, text.awaited) == ("All of it is text.", None)
    (never,) = deferred("mixed.pdf", MIXED, mode="never")
    assert (never.text, never.awaited) == ("The first page is text of its own.", None)
    lacking = loader_with(FakeEngine(lacks=Lack("nothing is installed", "Install it.")))
    (unread,) = deferred("mixed.pdf", MIXED, lacking)
    assert (unread.awaited, unread.warnings[0].kind) == (None, "page not recognised")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.pdf", b"%PDF-1.4 nothing"),
        ("broken.png", b"\x89PNG\r\n\x1a\n and then nothing"),
        ("locked.pdf", pdf_of([["Nobody may read it."]], password="secret")),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(name: str, content: bytes) -> None:
    with pytest.raises(DocumentRejectedError):
        deferred(name, content)


def test_figures_await_their_description() -> None:
    model = Seeing()
    (document,) = deferred("a.pdf", pdf_with_photo(), loader_with(model=model))
    assert document.awaited == Awaited(pages=1, pictures=1)
    (scan,) = deferred("scan.png", PNG, loader_with(model=model))
    assert scan.awaited == Awaited(pages=1, scans=1, pictures=1), "it may turn out to be a photo"
    assert model.seen == []
    done = loader_with(model=model).completed(document, pdf_with_photo())
    assert [block.kind for block in done.blocks] == ["paragraph", "caption", "picture", "paragraph"]


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("scan.png", PNG, "scan.png"),
        ("all.zip", archive_of(a_txt=b"A text.", scan_png=PNG), "all.zip#scan.png"),
        ("m.eml", mail_with(PNG, "scan.png"), "m.eml#1 scan.png"),
        (
            "all.zip",
            archive_of(m_eml=mail_with(PNG, "scan.png")),
            "all.zip#m.eml#1 scan.png",
        ),
    ],
)
@pytest.mark.parametrize("mode", [None, "always"])
def test_a_scan_is_completed_wherever_it_came(
    name: str, content: bytes, source: str, mode: OcrMode | None
) -> None:
    found = {document.source: document for document in deferred(name, content, mode=mode)}
    waiting = found.pop(source)
    assert waiting.awaited is not None
    assert all(document.text and not document.awaited for document in found.values())
    done = loader_with().completed(waiting, content)
    assert (done.text.strip(), done.awaited) == ("seen", None)
    assert (done.source, done.sha256) == (source, waiting.sha256)
    assert {block.confidence for block in done.blocks} == {0.9}
    assert next(iter(done.words.all())).page == 1


def test_what_an_archive_leaves_out_stays_said_when_its_first_file_is_a_scan() -> None:
    content = archive_of(scan_png=PNG, b_bin=b"\x00")
    (waiting,) = deferred("all.zip", content)
    assert [warning.place for warning in waiting.warnings] == ["b.bin"]
    done = loader_with(FakeEngine(("seen",), 0.5)).completed(waiting, content)
    assert [warning.kind for warning in done.warnings] == [
        "file refused",
        "text recognised with low confidence",
    ]


def test_a_file_that_is_read_at_once_is_whole_with_the_scans_in_it(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    file.write_bytes(archive_of(a_txt=b"A text.", scan_png=PNG))
    assert [document.text.strip() for document in loader_with().load_file(file)] == ["A text.", "seen"]
    (kept,) = loader_with(FakeEngine(())).load_file(file)
    assert [warning.kind for warning in kept.warnings] == ["file refused"]
    assert kept.warnings[0].place.endswith("all.zip#scan.png")
    file.write_bytes(archive_of(scan_png=PNG))
    with pytest.raises(DocumentRejectedError, match="no text was recognised"):
        loader_with(FakeEngine(())).load_file(file)


def test_a_scan_without_words_is_refused_when_it_is_read() -> None:
    (waiting,) = deferred("scan.png", PNG)
    with pytest.raises(DocumentRejectedError, match="no text was recognised"):
        loader_with(FakeEngine(())).completed(waiting, PNG)


def test_the_bound_on_pages_is_of_an_archive_with_all_in_it() -> None:
    content = archive_of(a_png=PNG, m_eml=mail_with(MIXED, "mixed.pdf"), z_png=PNG)
    loader = loader_with(pages=2)
    waiting = {document.source: document for document in deferred("all.zip", content, loader, "always")}
    scans = {source: one.awaited.scans for source, one in waiting.items() if one.awaited}
    assert scans == {"all.zip#a.png": 1, "all.zip#m.eml#1 mixed.pdf": 1, "all.zip#z.png": 0}
    done = loader.completed(waiting["all.zip#m.eml#1 mixed.pdf"], content)
    (unread,) = [warning for warning in done.warnings if warning.kind == "page not recognised"]
    assert (unread.place, "CITEGRAPH_OCR__MAX_PAGES" in unread.remedy) == ("page 2", True)
    with pytest.raises(DocumentRejectedError) as caught:
        loader.completed(waiting["all.zip#z.png"], content)
    assert "CITEGRAPH_OCR__MAX_PAGES" in caught.value.remedy
