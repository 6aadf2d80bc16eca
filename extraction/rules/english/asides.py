"""What stands in brackets behind a name: life dates, another name, what somebody is, when something was."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.labels import CONCEPT, PERSON, PLACE, WORK
from extraction.rules.english.life_dates import DATE_PATTERN, dated, life
from extraction.rules.english.reading import Reading, Statement, Thing, as_thing

if TYPE_CHECKING:
    from extraction.rules.english.nominals import Nominals

_ONLY_DATE = re.compile(rf"(?P<publisher>[A-Z][^,;:]*, )?(?P<date>{DATE_PATTERN})")
_CAME_ABOUT = {"Event": "occur", WORK: "release"}
_ALIAS = re.compile(
    r"(?:now|today|formerly|previously|originally|later|also|then)?\s*"
    r"(?:(?:now|today|formerly|previously|later|then)|(?:also |better )?(?:known|called) as|also called|née|né|born|nicknamed|aka|a\.k\.a\.)\s+"
)


def owner_of(nominals: "Nominals", text: str, end: int) -> Thing | None:
    """The name that a bracket stands right behind that was left out of the text at `end`."""
    end = len(text[:end].rstrip(" \"'”’"))
    return next((as_thing(name) for name in nominals.names() if nominals.end(name) == end), None)


def aside_statements(reading: Reading) -> Iterator[Statement]:
    """What the bracket says of the name before it without a verb."""
    owner, text = reading.owner, reading.doc.text
    if owner is None:
        return
    yield from life(owner, text, lambda at: _place_at(reading, at))
    if (match := _ALIAS.match(text)) and (name := _name_at(reading, match.end())):
        yield Statement(owner, ("also", "known", "as"), name, match[0].strip())
    came_about = _CAME_ABOUT.get(family(owner.type))
    if came_about and (match := _ONLY_DATE.fullmatch(text.strip())):
        yield dated(owner, came_about, match["date"], match["date"])
        if match["publisher"] and (publisher := _name_at(reading, 0)) and publisher.type != PERSON:
            yield Statement(owner, ("publish", "by"), publisher, text.strip())
    noun = text.split(",")[0].strip()
    if noun.islower() and type_of_noun(noun) == PERSON and family(owner.type) not in {PLACE, WORK}:
        yield Statement(owner, ("is", "a"), Thing(noun, CONCEPT, "concept"), noun)


def _place_at(reading: Reading, start: int) -> Thing | None:
    name = _name_at(reading, start)
    return name if name is not None and family(name.type) == PLACE else None


def _name_at(reading: Reading, start: int) -> Thing | None:
    names = reading.nominals.names()
    return next((as_thing(name) for name in names if reading.doc[name.first].idx == start), None)
