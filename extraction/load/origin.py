"""Where a document comes from, and what it is called by that."""

from dataclasses import dataclass
from pathlib import PurePath
from unicodedata import bidirectional, category, normalize

from schemas.errors import DocumentRejectedError

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode's categories of control characters, unpaired surrogates, and ends of lines."""
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Unicode's bidirectional classes of what turns the direction of writing, so that a name shows as another."""


@dataclass(frozen=True)
class Origin:
    """Where a document comes from."""

    source: str
    name: str
    uri: str | None = None

    def part(self, identifier: str) -> "Origin":
        """Where one of several documents in the file comes from."""
        return origin_of(f"{self.source}#{identifier}", f"{stem_of(self.name)} {identifier}", self.uri)


def origin_of(source: str, name: str, uri: str | None = None) -> Origin:
    """The origin of a document.

    Raises:
        DocumentRejectedError: the source is not one line of visible text.
    """
    if any(map(_is_not_seen, source)):
        raise DocumentRejectedError(
            f"the name {source!a} is not one line of visible text",
            remedy="Give it a name in UTF-8 without control and direction-override characters.",
        )
    return Origin(source=source, name=name, uri=uri)


def stem_of(name: str) -> str:
    """The file's name without its ending, composed: macOS hands out Korean names as loose jamo."""
    return normalize("NFC", PurePath(name).stem) or name


def _is_not_seen(character: str) -> bool:
    return category(character) in _UNSEEN or bidirectional(character) in _TURNING
