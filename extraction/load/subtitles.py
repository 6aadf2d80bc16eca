"""Subtitles (.srt, .vtt): what is said, with the times as pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText, check_text_length
from extraction.load.options import USUAL, ReadingOptions
from schemas.document import Block
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from webvtt import Caption

_PAUSE_S = 2.0
_HEAD = "WEBVTT"


@dataclass(frozen=True)
class Subtitles:
    """Subtitles of films and recordings: SubRip and WebVTT."""

    options: ReadingOptions = USUAL
    name = "subtitles"
    media_types = ("text/vtt", "application/x-subrip")
    suffixes = (".vtt", ".srt")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """What is said, each subtitle a page with its time as label; sentences go on over them, a pause ends a paragraph.

        Raises:
            DocumentRejectedError: it is no such file, or holds too much.
        """
        import webvtt

        decoded = decode_text(content, name, self.options.encoding)
        text = clean_text(decoded.text).lstrip()
        kind = "vtt" if text.startswith(_HEAD) else "srt"
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
        loaded = _joined(list(_said(captions)), decoded.warnings)
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        return [loaded]

    def configured(self, options: ReadingOptions) -> "Subtitles":
        """The format, for files in the encoding that is given."""
        return Subtitles(options)


def _said(captions: "Sequence[Caption]") -> Iterator[tuple[str, str, bool]]:
    """The time, the words and whether a pause is before, of each subtitle with words."""
    ended = 0.0
    for caption in captions:
        words = " ".join(clean_text(caption.text).split())
        if not words:
            continue
        if caption.voice:
            words = f"{' '.join(caption.voice.split())}: {words}"
        yield caption.start.partition(".")[0], words, caption.start_in_seconds - ended > _PAUSE_S
        ended = caption.end_in_seconds


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
