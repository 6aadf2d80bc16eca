"""The formats that can be loaded, and which of them a file has."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from extraction.load.loaded_text import LoadedText
from extraction.load.options import ReadingOptions
from extraction.load.recognition import recognised_ending
from schemas.errors import ConfigError, DocumentRejectedError
from schemas.registry import Registry

_INSTEAD = {
    ".doc": "Save it as .docx and try again.",
    ".ppt": "Save it as .pptx and try again.",
    ".pages": "Export it as .docx and try again.",
    ".msg": "Save it as .eml and try again.",
    ".gz": "Unpack it and try again.",
    ".7z": "Unpack it and try again.",
}


class Format(Protocol):
    """A kind of file that can be read.

    It is a class of a module, made without arguments, and keeps nothing between two calls: so it can be pickled, and
    a file be read in another process.
    """

    @property
    def name(self) -> str:
        """What the format is called, such as "markdown"."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types it is sent as, in lower case; documents are stored with the first."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files, in lower case and with the dot."""

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The texts in the file: one, or one for each document that it holds; only `content` is read.

        `name` is for messages, `max_bytes` the most characters a text may have.

        Raises:
            DocumentRejectedError: the file is damaged, encrypted, of another format, or holds more text.
        """


@runtime_checkable
class ConfigurableFormat(Protocol):
    """A format that reads otherwise when it is told to."""

    def configured(self, options: ReadingOptions, charset: str | None = None) -> Format:
        """The same format, which reads as the options say; `charset` is how whoever sent the file says that its text is written."""


_PLAIN = "text/plain"


class Formats(Registry[Format]):
    """The formats that can be loaded; no two share an ending or a media type."""

    def __init__(self, formats: Iterable[Format] = ()) -> None:
        self._by_key: dict[str, Format] = {}
        super().__init__("format", formats)

    def add(self, part: Format) -> None:
        """Add a format; do it before the program runs.

        Raises:
            ConfigError: another has its name, one of its endings or of its media types.
        """
        keys = (*part.suffixes, *part.media_types)
        for key in keys:
            if key in self._by_key:
                raise ConfigError(
                    f"the format {part.name} claims {key}, which {self._by_key[key].name} has",
                    remedy="Give each ending and media type to one format.",
                )
        super().add(part)
        self._by_key |= dict.fromkeys(keys, part)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All endings that can be loaded."""
        return tuple(suffix for part in self for suffix in part.suffixes)

    @property
    def media_types(self) -> tuple[str, ...]:
        """All media types that can be loaded."""
        return tuple(media_type for part in self for media_type in part.media_types)

    def supports(self, name: str) -> bool:
        """Whether a file of this name can be loaded, judged by its ending."""
        return _suffix(name) in self._by_key

    def find(self, name: str, media_type: str | None = None, content: bytes = b"") -> Format:
        """The format by the name's ending, else by the media type, else, where the name has no ending, by the content.

        The media type comes first for what was fetched: the ending of an address may be anything. But sites call many kinds of
        text just plain.

        Raises:
            DocumentRejectedError: none of them names a format that can be loaded.
        """
        suffix = _suffix(name)
        stated = (media_type or "").partition(";")[0].strip().lower()
        keys = (stated, suffix) if is_address(name) and stated != _PLAIN else (suffix, stated)
        found = self._by_key.get(keys[0]) or self._by_key.get(keys[1])
        if found is None and not suffix and content:
            found = self._by_key.get(recognised_ending(content) or "")
        if found is None:
            raise DocumentRejectedError(
                f"{name} has a format that cannot be loaded ({suffix or stated or 'no file ending'})",
                remedy=self.remedy(name),
            )
        return found

    def remedy(self, name: str) -> str:
        """What to do with a file of this name, whose format cannot be loaded."""
        return _INSTEAD.get(_suffix(name), f"Give one of {', '.join(self.suffixes)}.")


def is_address(name: str) -> bool:
    """Whether the name of a document is an address in the web."""
    return name.startswith(("http://", "https://"))


def _suffix(name: str) -> str:
    return PurePath(urlsplit(name).path if is_address(name) else name).suffix.lower()
