"""What OpenDocument says by its styles."""

import zipfile
from io import BytesIO

from tests.fakes.loading import load_bytes

_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
</office:automatic-styles>
<office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>"""


def test_an_exponent_does_not_become_a_part_of_the_number() -> None:
    spans = (
        '10<text:span text:style-name="T1">6</text:span> of 5 m<text:span text:style-name="T1">2</text:span>, '
        '1<text:span text:style-name="T2">2</text:span>, 1<text:span text:style-name="T3">3</text:span>, '
        '<text:span text:style-name="T3">10</text:span><text:span text:style-name="T4">9</text:span>'
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _CONTENT.replace("%s", spans))
    (loaded,) = load_bytes("a.odt", file.getvalue(), max_bytes=100_000)
    assert loaded.text == "10^6 of 5 m2, 12, 13, 10^9"
