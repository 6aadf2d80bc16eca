"""Plain text files."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.load.clean_text import clean_and_count
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, find_paragraphs, unreadable

_TITLE_MAX_CHARS = 100
_SENTENCE_ENDS = tuple(".!?:;,。！？")


class PlainText(ConfiguredFormat):
    """Plain text files."""

    name = "text"
    media_types = ("text/plain",)
    suffixes = (".txt", ".text", ".log", ".asc", ".diff", ".patch")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The text with its pages.

        Raises:
            DocumentRejectedError: it is not text, or in an encoding that cannot be recognised.
        """
        decoded = self.decoded(content, name)
        loaded = read_text(decoded.text)
        return [replace(loaded, warnings=(*decoded.warnings, *loaded.warnings))]


def read_text(text: str) -> LoadedText:
    """The text; form feeds, which part the pages of printed text files, become its page starts."""
    text, unread = clean_and_count(text)
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\f")]
    end = len(text.rstrip())
    pages = tuple(start for start in starts if start < end) if len(starts) > 1 else ()
    text = text.replace("\f", "\n")
    return LoadedText(
        text=text,
        title=find_title(text),
        page_starts=pages,
        blocks=tuple(find_paragraphs(text)),
        warnings=unreadable(unread),
    )


def find_title(text: str) -> str | None:
    """The first line when a blank line follows and it is not a sentence, else None."""
    first, _, rest = text.lstrip().partition("\n")
    first = " ".join(first.split())
    stands_alone = rest.startswith("\n") or not rest.partition("\n")[0].strip()
    if not rest.strip() or not stands_alone:
        return None
    if len(first) > _TITLE_MAX_CHARS or first.endswith(_SENTENCE_ENDS):
        return None
    return first or None
