"""Packages of Office Open XML in the form that python-docx and python-pptx open: they take neither templates and shows nor the names of ISO's strict form."""

import re
import zipfile
from io import BytesIO

from extraction.load.archives import BAD_ARCHIVE

_TYPES = "[Content_Types].xml"
_MAIN = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.(?:wordprocessingml\.template|presentationml\.(?:slideshow|template))"
    rb"|ms-(?:word|powerpoint)\.(?:document|template|slideshow|presentation)\.macroEnabled(?:Template)?)\.main\+xml"
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_PARTS = (".xml", ".rels")


def in_usual_form(content: bytes, main_type: str) -> bytes:
    """The package with `main_type` as the type of its main part and the usual names; as it is where it has them."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            types = archive.read(_TYPES)
            is_strict = any(
                _STRICT.search(archive.read(name)) for name in archive.namelist() if name.endswith(".rels")
            )
            if not is_strict and not _MAIN.search(types):
                return content
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (*BAD_ARCHIVE, KeyError):
        return content
    parts[_TYPES] = _MAIN.sub(main_type.encode(), types)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, _STRICT.sub(_USUAL, part) if is_strict and name.endswith(_PARTS) else part)
    return target.getvalue()
