"""Which patterns of a schema a chunk may state: a prompt with all of them would be longer than the chunk."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from extraction.mentions.schema_names import SchemaNames
from extraction.schema.application import apply_schema
from kg.text.english_lemma import noun_lemma, verb_lemma
from kg.text.english_relation import PREPOSITIONS
from kg.text.hangul import has_hangul
from schemas.extraction import ChunkExtraction, ChunkToExtract, Triple
from schemas.graph_schema import GraphSchema, Pattern, RelationType

PatternKey = tuple[str, str, str]
Item = TypeVar("Item")

_WORD = re.compile(r"[^\W_]+")
_MIN_CHARS = 3
_KOREAN_ENDINGS = ("하다", "되다", "다")
_MAX_PATTERN_CHARS = 700
_MAX_FOUND_CHARS = 500


class NearPatterns:
    """The patterns of one schema, to be chosen from for each chunk."""

    def __init__(self, schema: GraphSchema, properties: Mapping[str, Sequence[str]]) -> None:
        """`properties` are the circumstances that the statements of each relation may have."""
        self._schema = schema
        self._properties = properties
        self._names = SchemaNames(schema)
        self._wordings = {kind.name: _wordings(kind) for kind in schema.relation_types}

    def of(self, task: ChunkToExtract) -> tuple[PatternKey, ...]:
        """Patterns up to a limit of characters, the likeliest first.

        First those that the loose pass used, then those a wording of which is in the text between things of types that
        the loose pass found, then those of which only one is so, then the commonest.
        """
        loose = task.loose or ChunkExtraction(chunk_id=task.chunk.id)
        used = {
            (triple.head_type, triple.relation, triple.tail_type)
            for triple in apply_schema(loose, self._schema, language=task.chunk.language).triples
        }
        types = {self._names.find_type(entity.type) for entity in loose.entities}
        text = task.chunk.text
        words = _lemmas(text)
        stated = {
            name
            for name, wordings in self._wordings.items()
            if any(_is_in(wording, words, text) for wording in wordings)
        }

        def rank(pattern: Pattern) -> tuple[bool, int, int, PatternKey]:
            near = (pattern.relation in stated) + ({pattern.head, pattern.tail} <= types)
            return pattern.key not in used, -near, -pattern.count, pattern.key

        ordered = sorted(self._schema.patterns, key=rank)
        return tuple(_up_to(_MAX_PATTERN_CHARS, [(pattern.key, shown(pattern.key)) for pattern in ordered]))

    def properties_of(self, patterns: Sequence[PatternKey]) -> tuple[str, ...]:
        """The circumstances that statements of these patterns may have, sorted."""
        return tuple(
            sorted({name for _, relation, _ in patterns for name in self._properties.get(relation, ())})
        )


def shown(pattern: PatternKey) -> str:
    """The pattern as a prompt has it."""
    return f"({', '.join(pattern)})"


def found_before(loose: ChunkExtraction | None) -> str:
    """What the loose pass found, for the prompt of the strict one, up to a limit of characters."""
    rows = [(triple, _row(triple)) for triple in (loose.triples if loose is not None else ())]
    return "; ".join(map(_row, _up_to(_MAX_FOUND_CHARS, rows)))


def _row(triple: Triple) -> str:
    return f"({triple.head}, {triple.relation}, {triple.tail})"


def _up_to(limit: int, shown_items: Iterable[tuple[Item, str]]) -> list[Item]:
    """The first items that together are no longer than the limit; always one, if there is one."""
    kept: list[Item] = []
    for item, text in shown_items:
        limit -= len(text) + 2
        if limit < 0 and kept:
            break
        kept.append(item)
    return kept


def _wordings(kind: RelationType) -> list[frozenset[str]]:
    """The words that tell each wording of the relation, without prepositions."""
    names = (kind.name, *kind.merged_from, *kind.inverted_from, *kind.examples)
    wordings = (frozenset(_lemmas(name.replace("_", " ")) - PREPOSITIONS) for name in names)
    return [words for words in wordings if words]


def _lemmas(text: str) -> set[str]:
    found: set[str] = set()
    for match in _WORD.finditer(text.lower()):
        word = match[0]
        found |= {word, *filter(None, (verb_lemma(word), noun_lemma(word)))}
    return {word for word in found if len(word) >= _MIN_CHARS or has_hangul(word)}


def _is_in(wording: Iterable[str], words: set[str], text: str) -> bool:
    return all(_stem(word) in text if has_hangul(word) else word in words for word in wording)


def _stem(word: str) -> str:
    """A Korean word without the ending of its dictionary form."""
    ending = next((ending for ending in _KOREAN_ENDINGS if word.endswith(ending) and word != ending), "")
    return word.removesuffix(ending)
