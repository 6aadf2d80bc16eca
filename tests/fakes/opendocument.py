"""Small OpenDocument files, written by hand."""

import zipfile
from io import BytesIO

_NAMES = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation", "chart": "chart"}  # fmt: skip
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in _NAMES.items()
)
_LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def opendocument_of(kind: str, body: str, styles: str = "", **objects: str) -> bytes:
    """A file of this kind ("text", "spreadsheet", "presentation"); `objects` are the bodies of files within it, by their folders."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", _manifest(kind))
        archive.writestr("content.xml", _content(body, styles))
        for folder, inner in objects.items():
            archive.writestr(f"{folder}/content.xml", _content(inner, ""))
    return target.getvalue()


def _manifest(kind: str) -> str:
    return (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        "</manifest:manifest>"
    )


def _content(body: str, styles: str) -> str:
    return (
        f'<office:document-content {_SPACES} {_LINK} office:version="1.2"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
