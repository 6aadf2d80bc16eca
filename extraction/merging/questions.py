"""What a chat model is asked about open names, and how its answers are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extraction.merging.open_names import OpenRelation, OpenType
from llm.reply_text import json_values

QUESTIONS_VERSION = 1
"""Counted up whenever a question changes, so that no answer to the old one is taken."""
_MAX_DEFINITION = 300
_BACKWARD = frozenset({"inverse", "inverted", "reverse", "reversed", "backward", "backwards", "opposite"})

DEFINE = (
    "You describe relations of a knowledge graph. For each numbered relation write one short English sentence that "
    "says what holds between the head and the tail, in general, without the names of the examples. Answer with JSON "
    'alone: [{"number": 1, "definition": "…"}, …], one object for each relation.'
)
VERIFY = (
    "You decide which relations of a knowledge graph mean one thing. For each numbered relation choose the candidate "
    "that means the same or something a little wider, so that each statement with the relation is also true with the "
    'candidate. Its direction is "same" where the head of the relation is the head of the candidate, and "inverse" '
    "where the head of the relation is the tail of the candidate. Most relations that merely have to do with each "
    "other do not mean the same: where no candidate fits, or you are not sure, choose 0. Answer with JSON alone: "
    '[{"number": 1, "candidate": 2, "direction": "same"}, …], one object for each relation.'
)
TYPES = (
    "You decide which types of things mean one thing. For each numbered type choose from the list of known types the "
    "name of the one that means the same, or else of which it is a kind (a Painter is a Person); where none fits, "
    'write "none". Answer with JSON alone: [{"number": 1, "type": "Person"}, …], one object for each numbered type.'
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that an open one may mean; `ends` are the types that it joins."""

    name: str
    definition: str
    ends: tuple[str, str]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that the model chose, by its place; None: it means none of them."""

    candidate: int | None
    inverted: bool = False


def define_question(relations: Sequence[OpenRelation]) -> str:
    """Asks for a definition of each."""
    return "\n".join(f"{at}. {_shown(one)}" for at, one in enumerate(relations, start=1))


def verify_question(asked: Sequence[tuple[OpenRelation, str, Sequence[Candidate]]]) -> str:
    """Asks which candidate each relation, with its definition, means."""
    return "\n".join(
        f"{at}. {_shown(relation)}\n   meaning: {definition}\n   candidates:\n"
        + "\n".join(f"   {place}) {_candidate(one)}" for place, one in enumerate(candidates, start=1))
        for at, (relation, definition, candidates) in enumerate(asked, start=1)
    )


def types_question(types: Sequence[OpenType], known: Mapping[str, str]) -> str:
    """Asks which of the known types, with their definitions, each type means."""
    listed = "\n".join(f"- {name}: {definition}" for name, definition in known.items())
    rows = "\n".join(
        f"{at}. {one.name} (such as {'; '.join(one.examples)})" for at, one in enumerate(types, start=1)
    )
    return f"Known types:\n{listed}\n\nTypes:\n{rows}"


def read_definitions(reply: str, asked: int) -> dict[int, str]:
    """The definitions by the place of their relation; what cannot be read is absent."""
    found: dict[int, str] = {}
    for place, row in _rows(reply, asked):
        text = row.get("definition")
        if isinstance(text, str) and (plain := " ".join(text.split())):
            found.setdefault(place, plain[:_MAX_DEFINITION])
    return found


def read_choices(reply: str, candidates: Sequence[Sequence[Candidate]]) -> dict[int, Choice]:
    """The choices by the place of their relation; a candidate may be given by its name.

    What cannot be read, a candidate that was not offered or a direction that is none, is absent.
    """
    found: dict[int, Choice] = {}
    for place, row in _rows(reply, len(candidates)):
        chosen = _candidate_at(row.get("candidate"), [one.name for one in candidates[place]])
        direction = str(row.get("direction") or "same").strip().lower()
        if chosen == 0:
            found.setdefault(place, Choice(None))
        elif chosen is not None and direction in _BACKWARD | {"same"}:
            found.setdefault(place, Choice(chosen - 1, direction in _BACKWARD))
    return found


def read_types(reply: str, asked: int, known: Mapping[str, str]) -> dict[int, str | None]:
    """The known types by the place of the type that means them; None: the model says that none does."""
    spelled = {name.casefold(): name for name in known}
    found: dict[int, str | None] = {}
    for place, row in _rows(reply, asked):
        name = row.get("type")
        if not isinstance(name, str):
            continue
        if name.strip().casefold() in {"none", ""}:
            found.setdefault(place, None)
        elif name.strip().casefold() in spelled:
            found.setdefault(place, spelled[name.strip().casefold()])
    return found


def _candidate_at(given: object, names: Sequence[str]) -> int | None:
    """The number of the candidate, 0 for none of them; None where that is no answer."""
    text = str(given).strip().rstrip(".)") if isinstance(given, int | str) else ""
    if text.casefold() in {"none", "null"}:
        return 0
    if text in names:
        return names.index(text) + 1
    return int(text) if text.isdecimal() and len(text) < 4 and int(text) <= len(names) else None


def _rows(reply: str, asked: int) -> list[tuple[int, Mapping[str, object]]]:
    """The objects of the reply that are about one of the things asked, with its place."""
    try:
        values = json_values(reply.strip())
    except (ValueError, RecursionError):
        return []
    rows: list[object] = []
    for value in values:
        rows += value if isinstance(value, list) else [value]
    if len(rows) == 1 and isinstance(rows[0], dict) and "number" not in rows[0]:
        inner = [each for each in rows[0].values() if isinstance(each, list)]
        rows = inner[0] if len(inner) == 1 else rows
    found: list[tuple[int, Mapping[str, object]]] = []
    for row in rows:
        number = str(row.get("number", "")).strip() if isinstance(row, dict) else ""
        if isinstance(row, dict) and number.isdecimal() and len(number) < 4 and 1 <= int(number) <= asked:
            found.append((int(number) - 1, row))
    return found


def _shown(relation: OpenRelation) -> str:
    wordings = ", ".join(f'"{one}"' for one in relation.wordings)
    lines = [f"{relation.name} (in the text: {wordings}), head {relation.ends[0]}, tail {relation.ends[1]}"]
    lines += [f"   head: {one.head}; tail: {one.tail}; text: {one.sentence}" for one in relation.examples]
    return "\n".join(lines)


def _candidate(one: Candidate) -> str:
    return f"{one.name}: {one.definition} Head {one.ends[0]}, tail {one.ends[1]}."
