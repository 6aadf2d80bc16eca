import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from extraction.load.clean_text import clean_text
from extraction.load.options import ReadingOptions
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes, load_text

KOREAN = "직지는 1377년에 청주 흥덕사에서 금속활자로 인쇄되었다. 지금은 프랑스 국립도서관에 있다."


def load(name: str, content: bytes) -> LoadedDocument:
    (document,) = load_bytes(name, content, max_bytes=100_000)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949"])
def test_korean_text_is_read_in_each_encoding_it_comes_in(encoding: str) -> None:
    document = load("jikji.txt", KOREAN.encode(encoding))
    assert document.text == KOREAN
    assert document.language == "ko"
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [
        ("Der Ärger über Öl und Übel", "latin-1", "Western"),
        ("Le café coûte déjà très cher à Orléans", "latin-1", "Western"),
        ("The “Linden” inn – built 1901 – cost €20,000.", "cp1252", "Western"),
        ("活字印刷は日本でも使われた。ひらがなとカタカナ。", "shift-jis", "Shift-JIS"),
        ("これはにほんごのぶんです。", "euc-jp", "EUC-JP"),
        ("印刷术是中国古代的一项重要发明,活字由毕昇所创造。", "gbk", "Chinese"),
        ("訓民正音은 世宗이 1443年에 創製하였다.", "cp949", "Korean with hanja"),
        ("朝鮮의 官制는 크게 바뀌어 議政府와 宮內府가 나뉘었다.", "cp949", "Korean with hanja"),
    ],
)
def test_an_encoding_is_told_by_the_looks_of_the_text_with_a_warning(
    text: str, encoding: str, called: str
) -> None:
    document = load("x.txt", text.encode(encoding))
    assert document.text == text
    (warning,) = document.warnings
    assert called in warning.kind
    assert "--encoding" in warning.remedy


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Печать изобрёл Гутенберг", "koi8-r"),
        ("Печать изобрёл Гутенберг", "cp1251"),
        ("Książka została wydana w Łodzi.", "cp1250"),
        ("Kitap İstanbul'da basıldı.", "cp1254"),
        ("Η τυπογραφία στην Αθήνα", "cp1253"),
        ("印刷術是中國古代的一項重要發明", "big5"),
    ],
)
def test_other_encodings_are_refused_unless_they_are_named(text: str, encoding: str) -> None:
    with pytest.raises(DocumentRejectedError, match="neither UTF-8 text") as caught:
        load("x.txt", text.encode(encoding))
    assert "UTF-8" in caught.value.remedy
    named = ReadingOptions(encoding=encoding)
    for name in ("x.txt", "x.md"):
        (document,) = load_bytes(name, text.encode(encoding), max_bytes=1_000, options=named)
        assert (document.text, document.warnings) == (text, ())


@pytest.mark.parametrize(
    ("name", "stated", "text", "encoding"),
    [
        ("x.txt", "text/plain; charset=koi8-r", "Печать изобрёл Гутенберг", "koi8-r"),
        ("x.md", 'text/markdown; charset="EUC-KR"', "똠방각하", "cp949"),
        ("x.csv", "text/csv;charset=UTF-16LE", "Name,Ort", "utf-16-le"),
        ("x.txt", "text/plain; charset=iso-2022-jp", "活字印刷", "iso-2022-jp"),
        ("x.txt", "text/plain; charset=iso-8859-1", "활자", "utf-8"),
        ("x.txt", "text/plain; charset=latin1", "활자로 인쇄되었다", "cp949"),
        ("x.txt", "text/plain; charset=no-such", "활자로 인쇄되었다", "cp949"),
        ("x.html", "text/html; charset=koi8-r", "<p>Гутенберг</p>", "koi8-r"),
        ("x.html", "text/html; charset=koi8-r", "<meta charset='cp1251'><p>Гутенберг</p>", "cp1251"),
    ],
)
def test_what_a_server_says_of_an_encoding_is_believed_where_it_can_be(
    name: str, stated: str, text: str, encoding: str
) -> None:
    (document,) = load_bytes(name, text.encode(encoding), media_type=stated, max_bytes=1_000)
    assert text.rpartition("<p>")[2].removesuffix("</p>").replace(",", " | ") == document.text
    assert document.warnings == ()


def test_what_is_not_in_the_named_encoding_is_refused() -> None:
    with pytest.raises(DocumentRejectedError, match="is not shift_jis text"):
        load_bytes("x.txt", "한글".encode(), max_bytes=1_000, options=ReadingOptions(encoding="shift_jis"))


@pytest.mark.parametrize("encoding", ["no-such", "punycode", "undefined", "rot13", "base64"])
def test_only_encodings_of_text_can_be_named(encoding: str) -> None:
    with pytest.raises(ValidationError, match="encoding"):
        ReadingOptions(encoding=encoding)


def test_the_same_file_read_otherwise_is_another_version() -> None:
    usual, named = (
        load_bytes("x.txt", b"Ada", max_bytes=1_000, options=options)[0]
        for options in (ReadingOptions(), ReadingOptions(encoding="cp1252"))
    )
    assert usual.sha256 == load("x.txt", b"Ada").sha256 != named.sha256


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "The mus\u00adeum of A\u200bda\u200c Lo\u200dve\ufeff\u2060lace\u200e",
            "The museum of Ada Lovelace",
        ),
        ("a cut mus\u00ad\n  eum", "a cut museum"),
        (
            "👩\u200d👧 and 🏴\U000e0067\U000e0062\U000e007f",
            "👩\u200d👧 and 🏴\U000e0067\U000e0062\U000e007f",
        ),
        ("Ada\U000e0041\U000e0042", "Ada"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
    ],
)
def test_what_has_no_width_does_not_split_names(text: str, seen: str) -> None:
    document = load("x.txt", text.encode())
    assert document.text == seen
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (bytes(range(256)) * 8, "neither UTF-8|not text"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "is not text"),
        (b"text with a \x00 in it", "is not text"),
        ("no byte order mark".encode("utf-16-le"), "is not text"),
        (b"\xff\xfea\x00b", "damaged at byte"),
        (b"\xff\xfe\x00\xd8a\x00", "damaged at byte"),
        (b"\x01\x02\x03\x04 abc", "is not text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(content: bytes, complaint: str) -> None:
    with pytest.raises(DocumentRejectedError, match=complaint) as caught:
        load("x.txt", content)
    assert "x.txt" in str(caught.value)
    assert caught.value.remedy


def test_line_breaks_become_one_kind() -> None:
    assert (
        load("x.txt", b"one\r\ntwo\rthree\xc2\x85four\xe2\x80\xa8five").text == "one\ntwo\nthree\nfour\nfive"
    )


def test_loose_jamo_are_put_together_in_text_and_title() -> None:
    loose = unicodedata.normalize("NFD", KOREAN)
    document = load(unicodedata.normalize("NFD", "직지.txt"), loose.encode())
    assert document.text == KOREAN
    assert document.title == "직지"


def test_form_feeds_part_pages() -> None:
    document = load("rfc.txt", b"Page one.\n\fPage two.\n\f\n\fPage four.\n\f")
    assert [document.text[start:][:4] for start in document.page_starts] == ["Page", "Page", "\n\nPa", "Page"]
    assert "\f" not in document.text


def test_many_form_feeds_are_read_in_linear_time() -> None:
    pages = 300_000
    (document,) = load_bytes("rfc.txt", b"A page of text\n\f" * pages, max_bytes=10_000_000)
    assert len(document.page_starts) == pages


def test_text_without_form_feeds_has_no_pages() -> None:
    assert load("x.txt", b"No pages here.").page_starts == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Jikji\n\nIt was printed in 1377.", "The Jikji"),
        ("It was printed in 1377.\n\nMore of it.", "notes"),
        ("A line that goes on\nin the next line.", "notes"),
        ("Only a line", "notes"),
        ("x" * 101 + "\n\nToo long for a title.", "notes"),
    ],
)
def test_the_title_is_a_first_line_that_stands_alone_else_the_file_name(text: str, title: str) -> None:
    assert load("notes.txt", text.encode()).title == title


def test_a_text_given_as_such_needs_no_file_ending() -> None:
    (document,) = load_text("my note", "# Not a heading here\n\nText.", max_bytes=100)
    assert (document.source, document.headings) == ("my note", ())
    (document,) = load_text("my note.md", "# A heading here\n\nText.", max_bytes=100)
    assert document.title == "A heading here"


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_leaves_only_readable_text(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert "\r" not in cleaned
    cleaned.encode()


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), min_size=1))
def test_any_readable_text_comes_through_in_any_marked_encoding(text: str) -> None:
    expected = clean_text(text).replace("\f", "\n")
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        if expected.strip():
            assert load("x.txt", text.encode(encoding)).text == expected


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused(content: bytes) -> None:
    for name in ("x.txt", "x.md", "x.jsonl", "x.html"):
        try:
            documents = load_bytes(name, content, max_bytes=1_000)
        except DocumentRejectedError as error:
            assert error.remedy  # noqa: PT017  # not raising is right too
        else:
            assert all(document.text.strip() for document in documents)
