"""The words of a fact between and behind its ends."""

from collections.abc import Sequence

_SAID = {
    "time": "",
    "start": "from",
    "end": "until",
    "place": "in",
    "role": "as",
    "character": "as",
    "position": "as",
    "of": "of",
    "for": "for",
    "by": "by",
    "from": "from",
    "against": "against",
}


def relation_words(relation: str) -> str:
    """The relation type as a reader says it: BORN_IN is "born in"."""
    return relation.replace("_", " ").lower()


def circumstances(wordings: Sequence[str]) -> str:
    """What stands behind the tail; each wording is the name of a qualifier and its words, "start: 1999"."""
    said = []
    for wording in wordings:
        name, _, words = wording.partition(": ")
        said.append(f"{_SAID.get(name, name)} {words}".strip())
    return f" ({', '.join(said)})" if said else ""
