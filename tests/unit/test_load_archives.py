import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from extraction.load.options import ReadingOptions
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.files import docx_of
from tests.fakes.loading import load_bytes

MAX_BYTES = 1_000_000


def load(name: str, content: bytes) -> list[LoadedDocument]:
    return load_bytes(name, content, max_bytes=MAX_BYTES)


def zip_of(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def kinds(document: LoadedDocument) -> dict[str, str]:
    return {warning.kind: warning.place for warning in document.warnings}


def test_each_file_of_an_archive_is_a_document() -> None:
    entries = {
        "notes/a.txt": b"The mill.",
        "b.docx": docx_of(["The weir."]),
        "c.jsonl": b'{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}',
        "README": b"Read me.",
        "picture.png": b"\x89PNG\x00",
        "__MACOSX/x.txt": b"no",
        "empty.txt": b"",
    }
    documents = load("all.zip", zip_of(entries))
    assert [(one.source, one.text) for one in documents] == [
        ("all.zip#notes/a.txt", "The mill."),
        ("all.zip#b.docx", "The weir."),
        ("all.zip#c.jsonl#1", "One."),
        ("all.zip#c.jsonl#2", "Two."),
        ("all.zip#README", "Read me."),
    ]
    assert [one.media_type for one in documents[:1]] == ["text/plain"]
    assert kinds(documents[0]) == {"file refused": "picture.png", "hidden file": "__MACOSX/x.txt"}


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(DocumentRejectedError, match=r"no file that can be read, such as a\.txt"):
        load("bomb.zip", zip_of({"a.txt": b"0" * 20_000_000}))
    many = zip_of({f"{number}.txt": b"0 " * 45_000 for number in range(30)})
    documents = load_bytes("many.zip", many, max_bytes=100_000)
    assert len(documents) == 11
    assert sum(warning.kind == "file refused" for warning in documents[0].warnings) == 19
    inner = zip_of({"a.txt": b"text"})
    with pytest.raises(DocumentRejectedError, match="no file that can be read"):
        load("outer.zip", zip_of({"inner.zip": inner}))
    with pytest.raises(DocumentRejectedError, match="more than 1,000 files"):
        load("files.zip", zip_of({f"{number}.txt": b"x" for number in range(1_001)}))


def test_names_of_korean_windows_are_read() -> None:
    content = zip_of({"AAAA.txt": "물레방아.".encode()}).replace(b"AAAA", "한글".encode("cp949"))
    assert [one.source for one in load("x.zip", content)] == ["x.zip#한글.txt"]


@pytest.mark.parametrize("content", [b"no archive", b"PK\x03\x04 broken", zip_of({})])
def test_what_is_no_archive_with_files_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentRejectedError) as caught:
        load("x.zip", content)
    assert caught.value.remedy


def test_a_message_is_read_with_its_attachments() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Ann Roe <ann@elm.invalid>",
        "bo@elm.invalid",
        "물레방아 수리",
    )
    message.set_content("The wheel is broken.\n\nPlease come.")
    message.add_alternative("<p>The wheel is <b>broken</b>.</p>", subtype="html")
    message.add_attachment(b"Oak, 3 planks", maintype="text", subtype="plain", filename="list.txt")
    message.add_attachment(b"\x89PNG\x00", maintype="image", subtype="png", filename="wheel.png")
    mail, attached = load("m.eml", message.as_bytes())
    assert mail.text == (
        "물레방아 수리\n\nFrom: Ann Roe <ann@elm.invalid>\nTo: bo@elm.invalid\n\nThe wheel is broken.\n\nPlease come."
    )
    assert (mail.title, attached.text, attached.source) == (
        "물레방아 수리",
        "Oak, 3 planks",
        "m.eml#1 list.txt",
    )
    assert kinds(mail) == {"attachment not read": "wheel.png"}


def test_records_are_documents_with_their_fields() -> None:
    rows = [
        {"id": 7, "title": "The mill", "text": "Built in 1790.", "by": {"name": "Jon"}, "tags": ["a", "b"]},
        {"year": 1},
    ]
    first, second = load("x.json", json.dumps({"items": rows}).encode())
    assert (first.source, first.title) == ("x.json#7", "The mill")
    assert first.text == "Built in 1790.\n\nid | 7\nby.name | Jon\ntags | a\ntags | b"
    assert (second.source, second.text) == ("x.json#2", "year | 1")
    (whole,) = load("x.json", b'{"name": "Ann", "age": 7}')
    assert whole.text == "name | Ann\nage | 7"
    options = ReadingOptions(text_field="body", id_field="no")
    one, _ = load_bytes(
        "x.json", b'[{"no": "p", "body": "B."}, {"body": "C."}]', max_bytes=1_000, options=options
    )
    assert (one.source, one.text) == ("x.json#p", "B.\n\nno | p")


def test_elements_of_one_name_are_records() -> None:
    content = "<r><b n='1'><id>k</id><text>물레방아.</text><a><t>x</t></a></b><b><id>l</id></b></r>".encode()
    first, second = load("x.xml", content)
    assert (first.source, first.text) == ("x.xml#k", "물레방아.\n\nn | 1\nid | k\na.t | x")
    assert second.source == "x.xml#l"
    (page,) = load("x.xml", b"<doc><head>Mill</head><p>It <b>was</b> old.</p></doc>")
    assert page.text == "Mill\n\nIt was old."


def test_a_file_of_xml_is_read_with_its_own_entities_and_no_others() -> None:
    begin = '<!DOCTYPE d [<!ENTITY mill "the Alder mill"><!ENTITY f SYSTEM "file:///etc/hostname">'
    (document,) = load("x.xml", f"{begin}]><d>Jon Brook built &mill;.</d>".encode())
    assert document.text == "Jon Brook built the Alder mill."
    swelling = "".join(f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 9))
    for bad in (f"{begin}]><d>&f;</d>", f'{begin}<!ENTITY l0 "lol">{swelling}]><d>&l8;</d>'):
        with pytest.raises(DocumentRejectedError, match="not valid XML"):
            load("x.xml", bad.encode())


def test_nothing_of_xml_is_lost_without_a_word() -> None:
    records = b"<r><b><title>The <i>old</i> mill</title><k n='1'>Ann <u>Roe</u></k></b><b><k>Bo</k></b></r>"
    assert [document.title for document in load("x.xml", records)] == ["The old mill", "x 2"]
    assert load("x.xml", records)[0].text == "The old mill\n\nk.n | 1\nk | Ann Roe"
    (list_,) = load(
        "x.xml", b"<c at='Elm'><p name='Ann' role='miller'/><note>End <i n='4'>words</i></note></c>"
    )
    assert list_.text == "Ann | miller\n\nEnd words"
    assert [(one.kind, one.place, one.count) for one in list_.warnings] == [("attribute left out", "c, i", 4)]
    korean = "<?xml version='1.0' encoding='euc-kr'?><a><p>똠방각하</p><p>둘</p></a>".encode("cp949")
    assert load("x.xml", korean)[0].text == "똠방각하\n\n둘"


def test_what_stands_under_one_name_twice_in_json_is_kept() -> None:
    assert load("x.json", b'{"by": "Ann", "by": "Bo"}')[0].text == "by | Ann\nby | Bo"


def test_subtitles_are_sentences_with_times_as_pages() -> None:
    content = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>The mill was\nbuilt by\n\n00:03.500 --> 00:05.000\n<i>Jon Brook</i>.\n\n"
        "00:01:40.000 --> 00:01:42.000\nIt burnt.\n"
    )
    (document,) = load("x.vtt", content.encode())
    assert document.text == "Ann: The mill was built by Jon Brook.\n\nIt burnt."
    assert document.page_labels == ("00:00:01", "00:00:03", "00:01:40")
    assert [document.text[start:][:3] for start in document.page_starts] == ["Ann", "Jon", "It "]


def test_hidden_slides_and_sheets_are_left_out_and_said() -> None:
    from pptx import Presentation
    from xlsxwriter import Workbook

    made = Presentation()
    for number, words in enumerate(("Seen", "Secret")):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = words
        slide.notes_slide.notes_text_frame.text = f"Say {words}"
        if number:
            slide._element.set("show", "0")
    target = io.BytesIO()
    made.save(target)
    (document,) = load("x.pptx", target.getvalue())
    assert document.text == "Seen\n\nSay Seen"
    assert kinds(document)["hidden slide left out"] == "slide 2"
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for name in ("Open", "Shut"):
            sheet = book.add_worksheet(name)
            sheet.merge_range(0, 0, 1, 0, f"{name} mill")
            sheet.write_row(0, 1, [1, 2.5])
            sheet.write_row(1, 1, [True, "x"])
        sheet.hide()
        book.worksheets()[0].write_comment(0, 1, "A remark")
    (document,) = load("x.xlsx", target.getvalue())
    assert document.text == "Open mill | 1 | 2.5\nOpen mill | TRUE | x"
    assert kinds(document)["hidden sheet left out"] == "Shut"
    assert "comment left out" in kinds(document)
