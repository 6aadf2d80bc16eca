"""Whether a text speaks of somebody or something."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.text.acronym import is_acronym_of
from kg.text.language import detect_language
from retrieval.answer.word_overlap import covered, words_of
from retrieval.question.name_spans import name_spans
from schemas.retrieval import Link

_OPENER_WORDS = (
    "yes no however according later first second finally both although because thus therefore additionally also "
    "several many some most each another nothing nobody nowhere even only today"
)
_OPENERS = frozenset(_OPENER_WORDS.split())
_ABSTRACT = re.compile(r"(?:ly|ing|[ts]ions?|ments?|ness|ity)$")


def linked_names(links: Sequence[Link]) -> dict[str, str]:
    """For each name as the question writes it, what the entities are called that have exactly this name."""
    names: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.how == "exact alias":
            names[link.surface].append(link.name)
    return {surface: " ".join(of) for surface, of in names.items()}


class SpokenNames:
    """The names of a text; `aliases` gives another name of the same thing."""

    def __init__(self, text: str, aliases: Mapping[str, str]) -> None:
        self._language = detect_language(text)
        self._words = words_of(text, self._language)
        self._names = name_spans(text, "en")
        self._aliases = {name.casefold(): alias for name, alias in aliases.items()}

    def has_all_of(self, statement: str) -> bool:
        """Whether the text speaks of every name in the statement; Korean is not judged, nor against another language."""
        if "ko" in (self._language, detect_language(statement)):
            return True
        return all(
            self._has(name) for name in name_spans(statement, "en") if not _is_plain_start(name, statement)
        )

    def _has(self, name: str) -> bool:
        alias = self._aliases.get(name.casefold(), "")
        return bool(covered(words_of(f"{name} {alias}", self._language), self._words)) or any(
            is_acronym_of(name, other) or is_acronym_of(other, name) for other in self._names
        )


def _is_plain_start(name: str, statement: str) -> bool:
    """Whether it has its capital only because the statement begins with it."""
    plain = name.casefold() in _OPENERS or _ABSTRACT.search(name) is not None
    return plain and " " not in name and statement.startswith(name)
