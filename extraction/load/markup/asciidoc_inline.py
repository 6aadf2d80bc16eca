"""The words in a line of AsciiDoc, without the markup around them."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.load.links import mark_link

# Lengths are bounded, so that a file of opening marks alone does not take for ever.
_KEPT = "\ufdd3"
_TAG = re.compile(r"<[^<>]{0,500}>")
_AS_IT_IS = re.compile(
    r"(\+{3})(.{1,2000}?)\+{3}|\bpass:[\w,+]{0,20}\[((?:\\\]|[^\]]){0,2000})\]|`\+(.{1,1000}?)\+`|(?<![\w+])\+(?=[^\s+])([^\n]{0,1000}?[^\s+])\+(?![\w+])",
    re.DOTALL,
)
_TEXT = r"((?:\\\]|[^\]]){0,2000})"
_LINK = re.compile(
    rf"(?<![\w\\])(?:link:(?:\+\+)?([^\s\[]{{1,2000}}?)(?:\+\+)?|((?:https?|ftp|irc|mailto):[^\s\[\]<>]{{1,2000}})|xref:([^\s\[]{{1,500}}))\[{_TEXT}\]"
)
_ANGLED = re.compile(r"<((?:https?|ftp)://[^\s<>]+)>")
_REFERENCE = re.compile(r"<<#?([^<>,]{1,300})(?:,\s*([^<>]{0,500}))?>>")
_NOTE = re.compile(rf"\s*footnote(?:ref:\[[\w-]{{1,100}},?{_TEXT}\]|:[\w-]{{0,100}}\[{_TEXT}\])")
_ANCHOR = re.compile(r"\[\[(?!\[)[^\[\]\n]{0,300}\]\]|\banchor:[\w-]{1,300}\[[^\]]{0,300}\]")
_ENTRY = re.compile(r"\[\[\[([^\[\],\n]{0,300})(?:,([^\[\]\n]{0,300}))?\]\]\]")
_HIDDEN_TERM = re.compile(r"\(\(\(.{1,300}?\)\)\)|\bindexterm:\[[^\]]{0,300}\]")
_TERM = re.compile(r"\(\((?!\()(.{1,300}?)\)\)(?!\))|\bindexterm2:\[([^\]]{0,300})\]")
_MENU = re.compile(r"\bmenu:([^\[\n]{1,200})\[([^\]]{0,300})\]")
_NAMED = re.compile(rf"\b(?:kbd|btn|stem|latexmath|asciimath):\w*\[{_TEXT}\]")
_PICTURE = re.compile(r"\b(image|icon):(?!:)([^\s\[]{1,500})\[([^\]]{0,500})\]")
_ROLE = re.compile(r"\[[^\[\]\n]{0,200}\](?=(?:\*\*?|__?|``?|##?)\S)")
_CURVED = re.compile(r"([\"'])`(?=\S)(.{1,1000}?)(?<=\S)`\1")
_QUOTED = re.compile(
    r"(?<!\\)(\*\*|__|``|##)(?=\S)(.{1,1000}?)(?<=\S)\1|(?<![\w\\*_`#;:}])([*_`#])(?=\S)(.{1,1000}?)(?<=\S)\3(?![\w])",
    re.DOTALL,
)
_RAISED = re.compile(r"(?<!\\)([~^])(\S{1,200}?)\1")
_ENTITY = re.compile(r"&#?\w+;")
_BREAK = re.compile(r"[ \t]\+$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[*_`#~^<\[{+]|https?:|link:|footnote)")
_SIGNS = (("(C)", "©"), ("(R)", "®"), ("(TM)", "™"))
_CURLS = {'"': "“”", "'": "‘’"}
_MOST_NESTED = 6


@dataclass
class Inline:
    """The words of a piece of text; `notes` are what its footnotes say, `pictures` what stands for pictures in it."""

    titles: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)

    def words(self, text: str) -> str:
        """The text without its markup; a reference has the title of what it refers to."""
        text = _AS_IT_IS.sub(self._keep, text)
        text = _ENTRY.sub(lambda found: f"[{found[2] or found[1]}]", text)
        text = _ANCHOR.sub("", _HIDDEN_TERM.sub("", text))
        text = _TERM.sub(lambda found: found[1] or found[2] or "", text)
        text = _MENU.sub(lambda found: " > ".join(filter(None, (found[1], found[2]))), text)
        text = _PICTURE.sub(self._picture, _NAMED.sub(lambda found: _unescaped(found[1]), text))
        text = _REFERENCE.sub(self._reference, text)
        text = _LINK.sub(self._link, _ANGLED.sub(r"\1", text))
        text = _NOTE.sub(self._note, text)
        return self._restored(_plain(text))

    def _keep(self, found: re.Match[str]) -> str:
        inner = next(part for part in (found[2], found[3], found[4], found[5]) if part is not None)
        is_html = found[2] is not None or found[3] is not None
        self._kept.append(html.unescape(_TAG.sub("", inner)) if is_html else inner)
        return f"{_KEPT}{len(self._kept) - 1}{_KEPT}"

    def _restored(self, text: str) -> str:
        return re.sub(f"{_KEPT}(\\d+){_KEPT}", lambda found: self._kept[int(found[1])], text)

    def _picture(self, found: re.Match[str]) -> str:
        if found[1] == "image":
            self.pictures.append(found[3] or found[2])
        return ""

    def _reference(self, found: re.Match[str]) -> str:
        return found[2] or self._title(found[1]) or f"[{found[1]}]"

    def _title(self, name: str) -> str:
        return self.titles.get(name) or (name if name in self.titles.values() else "")

    def _link(self, found: re.Match[str]) -> str:
        words = _unescaped(found[4])
        if words.startswith('"') and words.count('"') > 1:
            words = words[1 : words.rfind('"')]
        elif "=" in words:
            words = words.partition(",")[0]
        words = words.removesuffix("^")
        if found[3] is not None:
            return words or self._title(found[3].partition("#")[2] or found[3]) or found[3]
        address = found[1] or found[2]
        return mark_link(words, address) if words.strip() else address.removeprefix("mailto:")

    def _note(self, found: re.Match[str]) -> str:
        if said := " ".join(_unescaped(found[1] or found[2] or "").split()):
            self.notes.append(self._restored(_plain(said)))
        return ""


def _plain(text: str) -> str:
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    text = _CURVED.sub(lambda found: f"{_CURLS[found[1]][0]}{found[2]}{_CURLS[found[1]][1]}", text)
    for _ in range(_MOST_NESTED):
        text, count = _QUOTED.subn(lambda found: found[2] or found[4], _ROLE.sub("", text))
        if not count:
            break
    return _ESCAPE.sub("", _BREAK.sub("", _RAISED.sub(r"\2", text))).strip()


def _unescaped(text: str) -> str:
    return text.replace("\\]", "]")
