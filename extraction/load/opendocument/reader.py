"""Texts and presentations of LibreOffice and others (.odt, .odp)."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for
from extraction.load.archives import BAD_ARCHIVE, check_expansion
from extraction.load.loaded_text import (
    LoadedText,
    join_blocks,
    join_pages,
    limited_blocks,
    stated_title,
)
from extraction.load.mathml import formula_text
from extraction.load.opendocument.names import STYLE, all_words
from extraction.load.opendocument.styles import Styles
from extraction.load.opendocument.walk import Walk
from extraction.load.xml_text import local_name, parse_xml
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAVE_AGAIN = "Open it in LibreOffice, save it again, without a password, and try again."


class OpenDocument:
    """OpenDocument texts and presentations."""

    name = "opendocument"
    media_types = (
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.presentation",
    )
    suffixes = (".odt", ".ott", ".odp", ".otp")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text with its headings, lists, tables, notes and text boxes; the slides of a presentation are pages.

        Raises:
            DocumentRejectedError: it is no such file, encrypted, damaged, or holds too much.
        """
        check_expansion(content, name, "an OpenDocument file: those are", _SAVE_AGAIN, max_bytes=max_bytes)
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                parts = {
                    part: parse_xml(archive.read(part))
                    for part in archive.namelist()
                    if part in _PARTS or part.endswith(_OBJECT_PART)
                }
        except BAD_ARCHIVE as error:
            raise DocumentRejectedError(f"{name} is damaged ({error})", remedy=_SAVE_AGAIN) from error
        root = parts.get("content.xml")
        body = (
            None if root is None else next((each for each in root.iter() if local_name(each) == "body"), None)
        )
        if root is None or body is None or not len(body):
            raise DocumentRejectedError(
                f"{name} is a damaged or encrypted OpenDocument file", remedy=_SAVE_AGAIN
            )
        return [_read(root, body[0], parts, name, max_bytes)]


_PARTS = {"content.xml", "styles.xml", "meta.xml"}
_OBJECT_PART = "/content.xml"
"""Of an object within the text, such as an equation, which has a folder of its own."""


def _read(
    root: "_Element", body: "_Element", parts: "dict[str, _Element | None]", name: str, max_bytes: int
) -> LoadedText:
    styles_of = [part for part in (parts.get("styles.xml"), root) if part is not None]
    equations = {
        part.removesuffix(_OBJECT_PART): formula_text(each)
        for part, each in parts.items()
        if each is not None and local_name(each) == "math"
    }
    objects = {
        part.removesuffix(_OBJECT_PART): each
        for part, each in parts.items()
        if each is not None and part.endswith(_OBJECT_PART) and local_name(each) != "math"
    }
    reading = Walk(Styles.of(styles_of), equations, objects)
    try:
        slides = [each for each in body if local_name(each) == "page"]
        if slides:
            loaded = join_pages(
                [
                    join_blocks(limited_blocks(reading.slide(each), name, max_bytes=max_bytes))
                    for each in slides
                ]
            )
        else:
            loaded = join_blocks(limited_blocks(reading.blocks(body), name, max_bytes=max_bytes))
    except RecursionError as error:
        raise DocumentRejectedError(f"{name} is nested too deeply", remedy=_SAVE_AGAIN) from error
    seen = " ".join(
        (
            *all_words(body),
            *equations.values(),
            *(word for each in objects.values() for word in all_words(each)),
        )
    )
    styles = parts.get("styles.xml")
    for heading in () if styles is None else styles.iter(f"{STYLE}header", f"{STYLE}footer"):
        reason = f"running {'head' if local_name(heading) == 'header' else 'foot'} left out"
        reading.left_out.append(LeftOut(reason, " ".join(all_words(heading))))
    meta = parts.get("meta.xml")
    titles = [] if meta is None else [each.text for each in meta.iter() if local_name(each) == "title"]
    title = stated_title(titles[0] if titles else None) or loaded.first_heading
    warnings = account_for(seen, loaded.text, reading.left_out, place="document").warnings()
    return replace(loaded, title=title, warnings=warnings)
