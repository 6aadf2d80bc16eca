"""Questions with names in Chinese characters, read as the documents write them in Hangul."""

import re
from collections.abc import Sequence

from kg.text.hangul import has_hangul, is_hanja
from retrieval.question.spelling import Respelling
from schemas.retrieval import Link

_ASKED = {
    "何年": "몇 년",
    "何月": "몇 월",
    "何時": "언제",
    "何處": "어디",
    "何人": "누구",
    "誰": "누구",
    "何": "무엇",
}
_ASKING = re.compile("|".join(_ASKED))


def hangul_readings(question: str, links: Sequence[Link]) -> list[Respelling]:
    """The names in Chinese characters, each as the name in Hangul of the one thing that it is linked to.

    In a question without Hangul the words by which it asks are read in Korean, too. Nothing is where no name is so linked.
    """
    names = {link.surface: link.name for link in links if is_hanja(link.surface) and has_hangul(link.name)}
    if not names:
        return []
    found = [
        Respelling(place.start(), place.end(), place[0], names[place[0]])
        for place in re.finditer("|".join(map(re.escape, names)), question)
    ]
    if has_hangul(question):
        return found
    taken = [(one.start, one.end) for one in found]
    return found + [
        Respelling(place.start(), place.end(), place[0], _ASKED[place[0]])
        for place in _ASKING.finditer(question)
        if all(place.end() <= start or end <= place.start() for start, end in taken)
    ]
