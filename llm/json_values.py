"""The JSON in a model's answer, whatever stands around it."""

import json
import re
from collections.abc import Iterator

_FENCED = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)
_JSON_BEGINS = re.compile(r"[\[{]")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")
_DECODER = json.JSONDecoder()


def json_values(answer: str) -> list[object]:
    """Every JSON value in the answer, in order: the whole of it, or the brackets that stand fenced, in prose or in lines.

    Trailing commas, comments and single quotes are mended. An empty bracket in prose is no value.

    Raises:
        ValueError: a value broke off, so that something of it is missing; or a number is too long for Python.
        RecursionError: the brackets are nested too deeply.
    """
    try:
        return [json.loads(answer)]
    except json.JSONDecodeError:
        pieces = _FENCED.split(answer)
    return [value for at, piece in enumerate(pieces) for value in _values_in(piece) if value or at % 2]


def _values_in(text: str) -> Iterator[object]:
    begin = _JSON_BEGINS.search(text)
    while begin is not None:
        try:
            value, end = _DECODER.raw_decode(text, begin.start())
        except json.JSONDecodeError:
            end = _end_of_bracket(text, begin.start())
            value = _mended(text[begin.start() : end])
        yield value
        begin = _JSON_BEGINS.search(text, end)


def _mended(text: str) -> object:
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
        raise ValueError("the JSON breaks off")  # mending it would hide what is missing
    return len(text)
