"""The question before, asked again: of another thing, or for another time."""

import re
from collections.abc import Callable, Sequence

from kg.text.dates import iso_date
from retrieval.conversation.substitution import Bound
from schemas.conversation import Turn

_MOST_WORDS = 4
_WORD = re.compile(r"\d+(?:년대|년|월|일|세기)|[^\s?!;]+")
_IN = re.compile(r"(?i)(?:in|on|the)\s")


def asked_again(question: str, again: str) -> Bound:
    """The question, read as this one."""
    return Bound(again, (f"“{question}” was read as “{again}”",))


def ask_of_another(
    question: str,
    name: str,
    history: Sequence[Turn],
    replaced: Callable[[str, str, str], str] = str.replace,
) -> Bound | None:
    """The question before with this name for the only one that it named; None where it named none or several.

    `replaced` gives a text with a second name in the place of a first: (text, first, second).
    """
    before = history[-1]
    if len(before.named) != 1 or before.named[0].surface not in before.read_as:
        return None
    return asked_again(question, replaced(before.read_as, before.named[0].surface, name))


def find_date(text: str) -> tuple[int, int] | None:
    """Where the first date of the text begins and ends, without prepositions and particles around it."""
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words):
        found = [text[word.start() : last.end()].rstrip(".,") for last in words[place : place + _MOST_WORDS]]
        dates = [(iso, one) for one in found if (iso := iso_date(one)) and not _IN.match(one)]
        if dates:
            # The one that says most (1 March 2019, not 1 March); max takes the first, which is the shortest.
            best = max(dates, key=lambda date: len(date[0]))[1]
            return word.start(), word.start() + len(best)
    return None
