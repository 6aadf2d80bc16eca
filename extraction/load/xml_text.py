"""All words in the XML parts of an archive: the second route by which text is counted."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE

if TYPE_CHECKING:
    from lxml.etree import _Element

_KOREAN = re.compile(
    rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"'](?:euc-kr|ks_c_5601-1987|ksc5601)[\"'][^>]*\?>", re.IGNORECASE
)
_HEAD_BYTES = 1_000


def parse_xml(content: bytes) -> "_Element | None":
    """The root of an XML document, with the entities that it defines itself and without anything fetched; None where it is none.

    Korean of Windows is read where it is called EUC-KR, which has fewer letters.
    """
    root = _parsed(content)
    if root is None and (stated := _KOREAN.match(content[:_HEAD_BYTES])) is not None:
        try:
            return _parsed(content[stated.end() :].decode("cp949").encode())
        except UnicodeError:
            return None
    return root


def _parsed(content: bytes) -> "_Element | None":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: "_Element") -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def part_texts(content: bytes) -> Iterator[tuple[str, str]]:
    """The names of the archive's XML parts with the text of their `t` elements, as Office Open XML has it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    root = parse_xml(archive.read(name))
                    if root is not None:
                        yield (
                            name,
                            " ".join(
                                element.text or ""
                                for element in root.iter()
                                if local_name(element) == "t" and not _is_said_before(element)
                            ),
                        )
    except BAD_ARCHIVE:
        return


def _is_said_before(element: "_Element") -> bool:
    """Whether it stands in the second form of what has words in its first one, too."""
    fallback = next((above for above in element.iterancestors() if local_name(above) == "Fallback"), None)
    first = None if fallback is None else fallback.getprevious()
    return first is not None and any(local_name(inner) == "t" for inner in first.iter())
