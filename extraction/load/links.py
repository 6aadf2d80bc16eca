"""Where words lead: marked in the text while a file is read, and taken out of it when its blocks are joined."""

import re
from urllib.parse import urljoin

_OPEN, _BETWEEN, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
# Noncharacters: `clean_text` takes them out of what files hold.
_LINK = re.compile(f"{_OPEN}([^{_OPEN}{_BETWEEN}{_CLOSE}]*){_BETWEEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_LEADS_SOMEWHERE = re.compile(r"(?!#|javascript:|data:|blob:|about:)\S", re.IGNORECASE)
_MOST_CHARS = 2_000


def mark_link(words: str, address: str) -> str:
    """The words with the address that they lead to; the words alone where it leads nowhere outside, or there are none."""
    opening, closing = link_marks(address)
    inner = words.strip()
    if not inner or not opening:
        return words
    before, after = words.split(inner, 1)
    return f"{before}{opening}{inner}{closing}{after}"


def link_marks(address: str) -> tuple[str, str]:
    """What stands before and behind words that lead to the address; nothing where it leads nowhere outside."""
    address = "".join(address.split()).replace("|", "%7C")
    if len(address) > _MOST_CHARS or not _LEADS_SOMEWHERE.match(address):
        return "", ""
    return f"{_OPEN}{address}{_BETWEEN}", _CLOSE


def resolved(base: str, address: str) -> str:
    """The address, relative to the base; nothing where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def link_text(words: str, address: str) -> str:
    """A link as it is kept: `[words](address)`."""
    return f"[{' '.join(words.split())}]({address})"


def take_links(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without marks, and its links; words that are their address themselves need none."""
    links: list[str] = []
    while found := _LINK.findall(text):  # again, where one stands in another
        links += [
            link_text(words, address)
            for address, words in found
            if address.removeprefix("mailto:").rstrip("/") not in words
        ]
        text = _LINK.sub(r"\2", text)
    return text, tuple(dict.fromkeys(links))
