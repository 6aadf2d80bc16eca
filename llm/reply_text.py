"""The text of a model's reply: the thoughts before the answer, its code fences and its JSON."""

import json
import re
from collections.abc import Iterator

_THOUGHTS_BEGIN, _THOUGHTS_END = "<think>", "</think>"
# The word after the backticks is a language when a line of its own, or one that nothing else can be.
_FENCED = re.compile(
    r"```[ \t]*(?:[\w+-]*[ \t]*\n|(?:json|cypher)\b)?\s*(.*?)\s*```", re.DOTALL | re.IGNORECASE
)
_JSON_BEGINS = re.compile(r"[\[{]")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")
_DECODER = json.JSONDecoder()


def without_thoughts(text: str) -> str:
    """What follows the thoughts of a reasoning model; nothing when they were cut off before their end."""
    if _THOUGHTS_END in text:
        return text.rpartition(_THOUGHTS_END)[2]
    return "" if text.lstrip().startswith(_THOUGHTS_BEGIN) else text


def fenced_text(reply: str) -> str:
    """What the reply's first code fence holds; all of the reply where there is none."""
    fence = _FENCED.search(reply)
    return (fence[1] if fence else reply).strip()


def json_values(reply: str) -> list[object]:
    """Every JSON value in the reply, in order: the whole of it, or the brackets found fenced, in prose or in lines.

    Trailing commas, comments and single quotes are repaired. An empty bracket in prose is not a value.

    Raises:
        ValueError: a value broke off, so that something of it is missing; or a number is too long for Python.
        RecursionError: the brackets are nested too deeply.
    """
    try:
        return [json.loads(reply)]
    except json.JSONDecodeError:
        pieces = _FENCED.split(reply)
    return [value for at, piece in enumerate(pieces) for value in _values_in(piece) if value or at % 2]


def _values_in(text: str) -> Iterator[object]:
    begin = _JSON_BEGINS.search(text)
    while begin is not None:
        try:
            value, end = _DECODER.raw_decode(text, begin.start())
        except json.JSONDecodeError:
            end = _end_of_bracket(text, begin.start())
            value = _repaired(text[begin.start() : end])
        yield value
        begin = _JSON_BEGINS.search(text, end)


def _repaired(text: str) -> object:
    import json_repair

    return json_repair.loads(text)


def _end_of_bracket(text: str, begin: int) -> int:
    """Where the bracket is closed again; the end of the text where none of a value follows, as after a smiley."""
    depth = 0
    for part in _STRING_OR_BRACKET.finditer(text, begin):
        depth += (part[0] in _OPENING) - (part[0] in _CLOSING)
        if depth == 0:
            return part.end()
    if '"' in text[begin:]:
        raise ValueError("the JSON breaks off")  # repairing it would hide what is missing
    return len(text)
