"""Names, types and relations as the graph may hold them."""

import re
from unicodedata import combining

from kg.text.folded_text import fold
from kg.text.name_location import ground_all
from kg.text.word_lists import words
from schemas.graph_schema import RESERVED_LABELS

UNTYPED = "Thing"
"""The type of what no extractor could type."""

_SUFFIX = "Entity"
_TYPE = re.compile(r"[^\W\d_]\w{0,63}")
_NOT_WORD = re.compile(r"[\W_]+")
_RESERVED = frozenset(label.casefold() for label in RESERVED_LABELS)
_SHORT_ACRONYM = 3
_RELATION_CHARS = 100
_JOINTS = " -‐‑.'’&·"

_PRONOUNS = words(
    "i you he she it we they me him her us them this that these those his hers its their theirs who whom which what "
    "himself herself itself themselves 나 너 그 그녀 그들 우리 저 이것 그것 저것 여기 거기 자신 누구"
)


def clean_name(name: object, max_chars: int) -> str | None:
    """The name without control characters and surplus space; None when it is no name (no text, no letter, too long)."""
    if isinstance(name, int | float) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str):
        return None
    visible = "".join(letter if letter.isprintable() else " " for letter in name)
    clean = " ".join(visible.split())
    return clean if len(clean) <= max_chars and any(map(str.isalnum, clean)) else None


def whole_letters(text: str) -> str:
    """The text with a replacement character for each half of a surrogate pair, which no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_pronoun(name: str) -> bool:
    """Whether the name only points at something named elsewhere; US and IT are names."""
    return name.casefold() in _PRONOUNS and not (len(name) > 1 and name.isupper())


def as_written(name: str, text: str) -> str:
    """The name as the text writes it, where that differs in case, accents, spaces and joints only; else as given.

    IBM for the Ibm that some make of it, and Marie Curie for Marie_Curie.
    """
    for span in ground_all(name, text):
        surface = " ".join(text[span.start : span.end].split())
        if len(fold(surface).squeezed) == len(fold(name).squeezed) and _no_new_marks(surface, name):
            return surface
    return name


def _no_new_marks(surface: str, name: str) -> bool:
    """False where the stretch of text has a bracket or quotation mark inside that the name has not."""
    return all(
        letter.isalnum() or letter in name or letter in _JOINTS or combining(letter) for letter in surface
    )


def clean_type(name: object) -> str:
    """The type as a PascalCase label; "Thing" when there is none, a suffix "Entity" when the label is one of ours."""
    words = _NOT_WORD.sub(" ", name).split() if isinstance(name, str) else []
    label = "".join(_capitalised(word, alone=len(words) == 1) for word in words)
    if not _TYPE.fullmatch(label):
        return UNTYPED
    return label + _SUFFIX if label.casefold() in _RESERVED else label


def clean_relation(relation: object) -> str | None:
    """The relation without control characters and surplus space; None when it is none."""
    clean = clean_name(relation, _RELATION_CHARS)
    return clean if clean and any(map(str.isalpha, clean)) else None


def spelling_key(name: str) -> str:
    """What type and relation names share when they differ in case, spaces or underscores only."""
    return _NOT_WORD.sub("", name).casefold()


def _capitalised(word: str, *, alone: bool) -> str:
    """ORGANIZATION and RESEARCH PAPER become Organization and ResearchPaper; TV and iPhone stay recognisable."""
    shouted = word.isupper() and (len(word) > _SHORT_ACRONYM or not alone)
    return word.capitalize() if shouted else word[:1].upper() + word[1:]
