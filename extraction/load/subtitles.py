"""Subtitles (.srt, .vtt): what is said, with the times as pages."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.clean_text import clean_text
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, check_text_length
from schemas.document import Block
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from webvtt import Caption

_PAUSE_S = 2.0
_WEB = "vtt"
_HEAD = "WEBVTT"
_TIME = "-->"
_TIMES = re.compile(r"^[\d:.,]+[ \t]+-->[ \t]+[\d:.,]+", re.MULTILINE)
_NOTE = re.compile(r"(?<=\n\n)(?:NOTE|STYLE|REGION)(?:[ \t][^\n]*)?$(?:\n(?!\s*$)[^\n]*)*", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z0-9][^>\n]*>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>\n]+)>")
_READING = re.compile(r"<rt>(.*?)(?:</rt>|(?=</ruby>)|$)", re.DOTALL)
_PLACED = re.compile(r"\{\\[^}\n]*\}")
"""What says where a subtitle stands on the screen: `{\\an8}`."""


class Subtitles(ConfiguredFormat):
    """Subtitles of films and recordings: SubRip and WebVTT."""

    name = "subtitles"
    media_types = ("text/vtt", "application/x-subrip")
    suffixes = (".vtt", ".srt")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """What is said, each subtitle a page with its time as label; sentences go on over them, a pause ends a paragraph.

        Raises:
            DocumentRejectedError: it is no such file, or holds too much.
        """
        import webvtt

        decoded = self.decoded(content, name)
        text = _with_points(clean_text(decoded.text).lstrip())
        kind = _WEB if text.startswith(_HEAD) else "srt"
        try:
            captions = webvtt.from_buffer(text.splitlines(keepends=True), format=kind).captions
        except (
            webvtt.errors.MalformedFileError,
            webvtt.errors.MalformedCaptionError,
            ValueError,
            IndexError,
        ) as error:
            raise DocumentRejectedError(
                f"{name} is not a file of subtitles ({error})",
                remedy="Save it as .srt or .vtt again, or as .txt.",
            ) from error
        loaded = _joined(list(_said(captions, kind)), decoded.warnings)
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        account = account_for_words(_seen(text), loaded.text, list(_notes(text)))
        return [loaded.with_warnings(account.warnings())]


def _with_points(text: str) -> str:
    """The file with points in its times, as WebVTT has them, where programs left the commas of SubRip."""
    if not text.startswith(_HEAD):
        return text
    return _TIMES.sub(lambda found: found[0].replace(",", "."), text)


def _said(captions: "Sequence[Caption]", kind: str) -> Iterator[tuple[str, str, bool]]:
    """The time, the words and whether a pause is before, of each subtitle with words."""
    ended = 0.0
    for caption in captions:
        plain = _spoken(caption.raw_text) if kind == _WEB else caption.text
        words = " ".join(_PLACED.sub("", clean_text(plain)).split())
        if not words:
            continue
        yield caption.start.partition(".")[0], words, caption.start_in_seconds - ended > _PAUSE_S
        ended = caption.end_in_seconds


def _spoken(markup: str) -> str:
    """The words of a subtitle of WebVTT, each voice with its name, without readings beside characters."""
    named = _VOICE.sub(lambda found: f" {' '.join(found[1].split())}: ", _READING.sub("", markup))
    return unescape(_TAG.sub("", named))


def _seen(text: str) -> Iterator[tuple[str, str]]:
    """Each line with its number, but for times, numbers of subtitles and marks."""
    lines = text.split("\n")
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if _TIME in line or _TIME in following or line.startswith(_HEAD):
            continue
        spoken = _VOICE.sub(r" \1 ", line) if text.startswith(_HEAD) else line
        yield f"line {number}", unescape(_PLACED.sub(" ", _TAG.sub(" ", spoken)))


def _notes(text: str) -> Iterator[LeftOut]:
    """The remarks and styles of the file, which nobody sees."""
    if not text.startswith(_HEAD):
        return
    for found in _READING.finditer(text):
        yield LeftOut(
            "reading of characters left out", found[1], f"line {text.count(chr(10), 0, found.start()) + 1}"
        )
    for found in _NOTE.finditer(text):
        place = f"line {text.count(chr(10), 0, found.start()) + 1}"
        yield LeftOut("remark or style left out", found[0], place)


def _joined(said: list[tuple[str, str, bool]], warnings: tuple[IngestWarning, ...]) -> LoadedText:
    parts: list[str] = []
    starts: list[int] = []
    bounds: list[int] = []
    length = 0
    for _, words, pause in said:
        gap = "" if not parts else "\n\n" if pause else " "
        length += len(gap)
        starts.append(length)
        if gap != " ":
            bounds.append(length)
        parts.extend((gap, words))
        length += len(words)
    text = "".join(parts)
    ends = [start - 2 for start in bounds[1:]] + [length]
    blocks = tuple(
        Block("paragraph", start, end) for start, end in zip(bounds, ends, strict=False) if start < end
    )
    return LoadedText(
        text,
        page_starts=tuple(starts),
        page_labels=tuple(time for time, _, _ in said),
        blocks=blocks,
        warnings=warnings,
    )
