"""Short forms of names: whether letters stand for a name, and where a text says so."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

_SHORT = re.compile(r"[^\W_](?:[^\W_]|[.&/-](?=[^\W_]))*\.?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MINOR = frozenset(
    {"a", "an", "and", "at", "by", "de", "del", "der", "des", "di", "do", "du", "e", "et", "for"}
)
_MINOR_MORE = frozenset(
    {"für", "in", "la", "le", "of", "on", "or", "par", "pour", "the", "to", "und", "von", "y"}
)
_SKIPPABLE = _MINOR | _MINOR_MORE
_LEGAL = frozenset({"inc", "ltd", "llc", "plc", "corp", "corporation", "company", "co", "gmbh", "ag"})
_MIN_LETTERS = 2
_MAX_LETTERS = 10
_DEFINED = re.compile(
    r"\(\s*(?:also\s+|or\s+|abbreviated\s+(?:as\s+)?|약칭\s*)?[\"“'‘]?([^()\"”'’,;:]{2,14})[\"”'’]?\s*(?:[,;:][^()]{0,60})?\)"
)
_HANGUL_NAME = re.compile(r"[가-힣A-Za-z0-9·]+$")
_CLAUSE_END = re.compile(r"[.;:!?()\n]\s")


def is_acronym_of(short: str, long: str) -> bool:
    """Whether `short` is written like an acronym and its letters are the initials of the words of `long`, in order.

    Little words (of, the, und) and a legal form at the end may be passed over, a word may be hyphenated:
    "NASA" of "National Aeronautics and Space Administration", "DoD" of "Department of Defense", "IBM" of
    "International Business Machines Corporation". Every other word must give its initial.
    """
    letters = _letters(short)
    if not _looks_short(short, letters):
        return False
    return any(len(some) >= _MIN_LETTERS and _are_initials(letters, some) for some in _readings(long))


class SpelledOutNames:
    """Names, found by an acronym of them without trying each."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Hold these names, each under a key."""
        self._names = names
        self._by_initials: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        for key, name in names.items():
            for words in _readings(name):
                self._by_initials[_needed_initials(words)].add((key, len(words)))

    def find(self, short: str) -> set[str]:
        """The keys of all names that `short` is an acronym of."""
        letters = _letters(short)
        if not _looks_short(short, letters):
            return set()
        # What the letters hold besides the needed initials are those of words that may be passed over.
        needed = {""}
        for letter in letters:
            needed |= {some + letter for some in needed}
        near = {
            key for some in needed for key, words in self._by_initials.get(some, ()) if words >= len(letters)
        }
        return {key for key in near if is_acronym_of(short, self._names[key])}


def defined_acronyms(text: str) -> list[tuple[str, str]]:
    """Pairs (short, long) that the text defines as "Long Form (LF)", in the order of the text.

    For Latin letters `long` is the shortest stretch before the bracket that `short` abbreviates. Behind a Korean
    name, whose letters cannot be compared (한국과학기술원(KAIST)), it is the word that touches the bracket.
    """
    return [pair for match in _DEFINED.finditer(text) if (pair := _pair(text, match))]


def _pair(text: str, match: re.Match[str]) -> tuple[str, str] | None:
    short = match[1].strip()
    if not _looks_short(short, _letters(short)):
        return None
    before = text[max(0, match.start() - 200) : match.start()].rstrip()
    before = _CLAUSE_END.split(before)[-1]
    hangul = _HANGUL_NAME.search(before)
    if hangul and re.search(r"[가-힣]{2}", hangul[0]):
        return (short, hangul[0]) if short.isascii() else None
    starts = [word.start() for word in _WORD.finditer(before)]
    for start in reversed(starts[-3 * _MAX_LETTERS :]):
        if is_acronym_of(short, before[start:]) and _plain(before[start:])[0] == _letters(short)[0]:
            return short, before[start:].strip()
    return None


def _looks_short(short: str, letters: str) -> bool:
    """An acronym has two to ten letters or digits, at least two of them capitals and no lower-case majority."""
    if not (_SHORT.fullmatch(short) and _MIN_LETTERS <= len(letters) <= _MAX_LETTERS):
        return False
    capitals = sum(character.isupper() for character in short)
    return capitals >= _MIN_LETTERS and 2 * capitals >= len(letters)


def _letters(short: str) -> str:
    return "".join(character for character in _plain(short) if character.isalnum())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _readings(long: str) -> tuple[list[str], list[str]]:
    """The name's words, with and without a legal form at the end."""
    words = [_plain(match[0]) for match in _WORD.finditer(long)]
    bare = list(words)
    while bare and bare[-1] in _LEGAL:
        bare.pop()
    return words, bare


def _needed_initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in _SKIPPABLE)


def _are_initials(letters: str, words: list[str]) -> bool:
    """Whether the letters are the words' initials, with or without those of minor words."""
    ends = {0}
    for word in words:
        given = {end + 1 for end in ends if letters[end : end + 1] == word[0]}
        ends = given | ends if word in _SKIPPABLE else given
    return len(letters) in ends
