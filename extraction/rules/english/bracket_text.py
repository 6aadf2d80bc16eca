"""The stretches of a sentence in brackets, which are read apart from it."""

import re

_ASIDE = re.compile(r"\s+\(([^()\n]*)\)")
_MAX_CHARS = 250
# "IATA: ART", "German: Die Dritte von rechts", "lit. 'My lover'"
_CODE = re.compile(r"(?:[A-Z][\w ]{1,24}:|lit\.|literally)\s")
_EMPTY = re.compile(r"[\s;,]*")


def without_asides(sentence: str) -> str:
    """The sentence without its brackets, which break the parse."""
    return _ASIDE.sub(lambda match: "" if len(match[1]) <= _MAX_CHARS else match[0], sentence)


def asides(sentence: str) -> list[tuple[int, str]]:
    """What stands in the brackets, with where `without_asides` leaves each one out; empty ones, codes and translations hold nothing."""
    found: list[tuple[int, str]] = []
    left_out = 0
    for match in _ASIDE.finditer(sentence):
        if len(match[1]) > _MAX_CHARS:
            continue
        if not (_EMPTY.fullmatch(match[1]) or _CODE.match(match[1])):
            found.append((match.start() - left_out, match[1]))
        left_out += len(match[0])
    return found
