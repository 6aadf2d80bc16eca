"""Books (.epub): a ZIP of web pages with a list of their order."""

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from extraction.load.archives import BAD_ARCHIVE, check_expansion
from extraction.load.clean_text import clean_text
from extraction.load.decoding import decode_text
from extraction.load.html.dom import parse_page
from extraction.load.html.reader import read_tree
from extraction.load.loaded_text import LoadedText, check_text_length, join_texts
from extraction.load.xml_text import local_name, parse_xml
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAVE_AGAIN = "Save or export it as EPUB again, without a lock, and try again."
_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = {"application/xhtml+xml", "text/html", "image/svg+xml"}


class Epub:
    """Books as EPUB 2 and 3."""

    name = "epub"
    media_types = ("application/epub+zip",)
    suffixes = (".epub",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The chapters in the order of the book, read as web pages; the table of contents is left out.

        Raises:
            DocumentRejectedError: it is no EPUB, locked, damaged, or holds too much.
        """
        check_expansion(content, name, "an EPUB book: those are", _SAVE_AGAIN, max_bytes=max_bytes)
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                return [_Book(archive, name, max_bytes).read()]
        except (*BAD_ARCHIVE, KeyError) as error:
            raise DocumentRejectedError(
                f"{name} is a damaged EPUB book ({error})", remedy=_SAVE_AGAIN
            ) from error


@dataclass(frozen=True)
class _Book:
    archive: zipfile.ZipFile
    name: str
    max_bytes: int

    def read(self) -> LoadedText:
        package_path, package = self._package()
        folder = posixpath.dirname(package_path)
        items = {item.get("id"): item for item in _named(package, "item")}
        locked = self._locked()
        chapters: list[LoadedText] = []
        chars = 0
        for reference in _named(package, "itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES:
                continue
            path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
            if path in locked:
                raise DocumentRejectedError(
                    f"{self.name} is locked (DRM)", remedy="Give a book without a lock."
                )
            if "nav" in (item.get("properties") or "").split():
                continue
            chapters.append(self._chapter(path))
            chars += len(chapters[-1].text)
            check_text_length(self.name, chars, max_bytes=self.max_bytes)
        title = next((" ".join((each.text or "").split()) for each in _named(package, "title")), "")
        return replace(join_texts(chapters), title=title or None)

    def _package(self) -> "tuple[str, _Element]":
        container = parse_xml(self.archive.read(_CONTAINER))
        path = (
            ""
            if container is None
            else next((each.get("full-path") or "" for each in _named(container, "rootfile")), "")
        )
        package = parse_xml(self.archive.read(path))
        if package is None:
            raise ValueError("its list of contents is not XML")
        return path, package

    def _locked(self) -> set[str]:
        if _LOCKS not in self.archive.namelist():
            return set()
        root = parse_xml(self.archive.read(_LOCKS))
        return (
            set()
            if root is None
            else {unquote(each.get("URI") or "") for each in _named(root, "CipherReference")}
        )

    def _chapter(self, path: str) -> LoadedText:
        if path not in self.archive.namelist():
            missing = IngestWarning(
                kind="chapter not in the file", place=path, remedy="Export the book again."
            )
            return LoadedText("", warnings=(missing,))
        content = self.archive.read(path)
        tree = parse_xml(content)
        if tree is None:
            tree = parse_page(clean_text(decode_text(content, self.name).text), self.name)
        if tree is None:
            return LoadedText("")
        for element in tree.iter():
            if isinstance(element.tag, str):
                element.tag = local_name(element)
        read = read_tree(tree, self.name, max_bytes=self.max_bytes, whole=True)
        place = posixpath.basename(path)
        return replace(
            read,
            warnings=tuple(
                each.model_copy(update={"place": f"{place}: {each.place}"}) for each in read.warnings
            ),
        )


def _named(root: "_Element", name: str) -> "Iterator[_Element]":
    return (element for element in root.iter() if local_name(element) == name)
