"""Properties of a relationship in a model's reply, as circumstances of the statement in the words of the text."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from kg.text.dates import iso_date
from kg.text.name_key import name_key
from kg.text.name_location import ground_all
from schemas.qualifier import Qualifier

PropertyRow = tuple[str, object]

_LISTS = ("properties", "qualifiers", "attributes")
_KEYS = ("key", "name", "property", "type")
_TOLD = {
    "start": "start_date start_time started since begin begin_date from from_date start_year date_start",
    "end": "end_date end_time ended until to to_date end_year till date_end",
    "time": "date year when on day point_in_time datetime month period",
    "place": "location where in city venue",
    "role": "as title capacity job",
    "position": "office rank",
    "amount": "how_many how_much quantity sum",
    "number": "count",
}
_NAMES = {other: name for name, others in _TOLD.items() for other in (name, *others.split())}
_BESIDE = frozenset(
    [
        "start",
        "start_date",
        "end",
        "end_date",
        "time",
        "date",
        "year",
        "place",
        "location",
        "role",
        "position",
        "amount",
    ]
)
"""What may stand beside the ends of a relationship itself, where "from", "to", "type" and the like mean something else."""
_TIMES = frozenset({"start", "end", "time"})
_WORD = re.compile(r"\S+")
_WORDS_OF_A_DATE = 4
_MARKS = ".,;:()[]\"'“”‘’"
_SNAKE = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def property_rows(row: Mapping[str, object]) -> tuple[PropertyRow, ...]:
    """The names and values beside a relationship, in whichever form a model gives them."""
    nested = [pair for key in _LISTS for pair in _pairs(row.get(key))]
    beside = [(key, value) for key, value in row.items() if _snake(key) in _BESIDE]
    return tuple((key, value) for key, value in (*nested, *beside) if value not in (None, "", [], {}))


def as_qualifiers(
    rows: Iterable[PropertyRow], text: str, ends: Iterable[str]
) -> tuple[tuple[Qualifier, ...], list[str]]:
    """The circumstances in the words of the text, and those that it does not have; what an end says is none.

    A date may be in another form than in the text, and more exact than there: models are asked for whole days.
    """
    said = {name_key(end) for end in ends}
    found: dict[Qualifier, None] = {}
    missing: list[str] = []
    for key, value in rows:
        for one in _texts(value):
            name, shown = _NAMES.get(_snake(key), _snake(key)), f"{key}: {one}"
            words = _in_text(name, one, text) if name else None
            if words is None:
                missing.append(shown)
            elif name_key(words) not in said:
                found[Qualifier(name=name, value=words)] = None
    return tuple(found), missing


def _pairs(value: object) -> Iterator[PropertyRow]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            key, _, rest = str(value).partition(":")
            yield (key, rest) if rest else ("", value)
            return
    if isinstance(value, dict):
        name = next((key for key in _KEYS if isinstance(value.get(key), str)), None)
        if name is not None and "value" in value:
            yield str(value[name]), value["value"]
        else:
            yield from ((str(key), each) for key, each in value.items())
    elif isinstance(value, list):
        if (
            len(value) == len(("key", "value"))
            and all(isinstance(each, str) for each in value)
            and ":" not in value[0]
        ):
            yield value[0], value[1]
            return
        for each in value:
            yield from _pairs(each)
    elif value is not None:
        yield "", value


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for each in value if each is not None for text in _texts(each)]
    if isinstance(value, dict):
        return [json.dumps(value, ensure_ascii=False, default=str)]
    return [" ".join(str(value).split())]


def _in_text(name: str, value: str, text: str) -> str | None:
    for span in ground_all(value, text):
        return " ".join(text[span.start : span.end].split())
    return _date_in_text(value, text) if name in _TIMES else None


def _date_in_text(value: str, text: str) -> str | None:
    """The words of the text for this date, else for the month or the year that it is in."""
    date = iso_date(value)
    if date is None:
        return None
    stated: dict[str, str] = {}
    for words in _stretches(text):
        if (iso := iso_date(words)) is not None:
            stated.setdefault(iso, words)
    wider = (date, date[:7], date[:4]) if "/" not in date else (date,)
    return next((stated[each] for each in wider if each in stated), None)


def _stretches(text: str) -> Iterator[str]:
    """Rows of words with a number, the shortest first."""
    words = _WORD.findall(text)
    for length in range(1, _WORDS_OF_A_DATE + 1):
        for start in range(len(words) - length + 1):
            row = " ".join(words[start : start + length]).strip(_MARKS)
            if any(map(str.isdigit, row)):
                yield row


def _snake(key: str) -> str:
    return "_".join(filter(None, _SNAKE.split(key))).lower()
