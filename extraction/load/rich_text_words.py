"""All words in the control stream of an RTF file: the second route by which its text is counted."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\'?",
    re.DOTALL,
)
# Groups that hold no text for a reader; the old form of a drawing says again what the new one says.
_NO_TEXT = frozenset(
    (
        b"fonttbl colortbl stylesheet listtable listoverridetable info generator pict objdata fldinst xmlnstbl filetbl revtbl "
        b"themedata colorschememapping latentstyles datastore rsidtbl sn sv shprslt bkmkstart bkmkend datafield template "
        b"objclass objname atnid atnauthor atntime atndate atnref atnicn atnparent operator private nonshppict mmathPr listpicture "
        b"xe tc rxe txe"
    ).split()
)
_TEXT = frozenset(
    (
        *b"footnote annotation shptxt fldrslt listtext ud".split(),
        *(kind + side for kind in (b"header", b"footer") for side in (b"", b"l", b"r", b"f")),
    )
)
_DRAWN_WORDS = rb"{\sn gtextUNICODE}{\sv "
"""What begins the words on a shape that are one of its properties, as LibreOffice writes them."""
_ENDS = frozenset(b"par row sect page cell nestcell line".split())
_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Encodings by the character set of a font (RTF specification 1.9.1, `\\fcharset`)."""


def rich_text_words(content: bytes) -> Iterator[tuple[str, str]]:
    """The text of each paragraph, cell or line, with its number, whatever group it stands in."""
    yield from _Stream().pieces(content.replace(_DRAWN_WORDS, b"{\\shptxt "))


@dataclass(frozen=True)
class _Group:
    shown: bool = True
    font: bytes = b""
    skip: int = 1
    """How many signs stand after a character in Unicode for programs that know none."""


@dataclass
class _Stream:
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    charsets: dict[bytes, int] = field(default_factory=dict)
    code_page: str = "cp1252"
    skipping: int = 0
    is_optional: bool = False
    raw: bytearray = field(default_factory=bytearray)
    parts: list[str] = field(default_factory=list)
    number: int = 1

    def pieces(self, content: bytes) -> Iterator[tuple[str, str]]:
        place = 0
        while place < len(content):
            token = _TOKEN.match(content, place)
            if token is None:
                break
            place = token.end()
            if token["word"] == b"bin":
                place += max(0, int(token["number"] or 0))
            elif token["word"] in _ENDS:
                yield from self._end()
            else:
                self._take(token)
        yield from self._end()

    def _end(self) -> Iterator[tuple[str, str]]:
        self._decode()
        yield f"paragraph {self.number}", "".join(self.parts)
        self.parts.clear()
        self.number += 1

    def _take(self, token: re.Match[bytes]) -> None:
        if token["hex"]:
            self._bytes(bytes.fromhex(token["hex"].decode()))
        elif token["text"]:
            self._bytes(token["text"])
        elif token["word"]:
            self._decode()
            self._word(token["word"], int(token["number"] or 0))
        else:
            self._decode()
            self._sign(token["sign"] or token["brace"] or b"")

    def _bytes(self, found: bytes) -> None:
        skipped = min(self.skipping, len(found))
        self.skipping -= skipped
        if self.group.shown:
            self.raw += found[skipped:]

    def _decode(self) -> None:
        """Turn the bytes so far into text, in the encoding of their font."""
        encoding = _CODE_PAGES.get(self.charsets.get(self.group.font, -1), self.code_page)
        self.parts.append(self.raw.decode(encoding, "replace"))
        self.raw.clear()

    def _sign(self, sign: bytes) -> None:
        self.is_optional = sign == b"*"
        self.skipping = 0
        if sign == b"{":
            self.outer.append(self.group)
        elif sign == b"}":
            self.group = self.outer.pop() if self.outer else self.group
        elif sign in b"~_-":
            self.parts.append(" ")

    def _word(self, word: bytes, number: int) -> None:
        if word in _TEXT:
            self.group = replace(self.group, shown=True)
        elif word in _NO_TEXT or self.is_optional:
            self.group = replace(self.group, shown=False)
        self.is_optional = False
        self.skipping = 0
        if word == b"ansicpg":
            self.code_page = _known(f"cp{number}")
        elif word == b"f":
            self.group = replace(self.group, font=b"%d" % number)
        elif word == b"fcharset":
            self.charsets[self.group.font] = number
        elif word == b"uc":
            self.group = replace(self.group, skip=number)
        elif word == b"u":
            self.parts.append(chr(number % 0x10000) if self.group.shown else "")
            self.skipping = self.group.skip
        elif word == b"tab":
            self.parts.append(" ")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"
