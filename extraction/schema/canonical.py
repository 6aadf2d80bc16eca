"""Which relation type of a vocabulary an open wording means, by its words and by the types of its ends."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.mentions.names import spelling_key
from extraction.schema.vocabulary import KnownRelationType, Vocabulary, base_vocabulary
from kg.text.english_relation import HEDGES, PREPOSITIONS
from kg.text.hangul import has_hangul
from kg.text.lemma import RelationLemma, relation_lemma
from schemas.document import Language

_MIN_PART = 2
_PREPOSITIONS = frozenset(map(str.upper, PREPOSITIONS))
_DENIALS = frozenset(map(str.upper, {"not", *HEDGES}))


@dataclass(frozen=True, slots=True)
class CanonicalRelation:
    """A relation type of the vocabulary; `inverted`: the statement reads from its tail to its head."""

    name: str
    inverted: bool


@dataclass(frozen=True, slots=True)
class _Sense:
    name: str
    relation: KnownRelationType
    inverted: bool


class Canonicaliser:
    """Brings relations and entity types to those of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._senses = _senses(vocabulary)
        self._types = {
            spelling_key(alias): name
            for name, kind in vocabulary.entity_types.items()
            for alias in (*kind.names, name)
        } | {spelling_key(name): name for name in vocabulary.entity_types}

    def entity_type(self, name: str) -> str | None:
        """The vocabulary's entity type that is called so; None where there is none."""
        return self._types.get(spelling_key(name))

    def relation(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        """The relation type that the words mean between ends of these types; None where none fits.

        `head` and `tail` are the ends as the words have them: of a passive, `head` is what it happens to.
        The whole wording goes before its beginning ("located in town of" before "located in") and its end ("studio
        album by", "album by"); types that fit go before types that only do not exclude each other.
        """
        for name in _forms(lemma.name):
            fits = [
                (distance, index, sense)
                for index, sense in enumerate(self._senses.get(name, ()))
                if (distance := self._distance(head, sense, lemma, tail)) is not None
            ]
            if fits:
                best = min(fits, key=lambda fit: fit[:2])[2]
                return CanonicalRelation(best.name, best.inverted != lemma.inverted)
        return None

    def _distance(self, head: str, sense: _Sense, lemma: RelationLemma, tail: str) -> int | None:
        if sense.inverted != lemma.inverted:
            head, tail = tail, head
        if sense.relation.alike and not self._vocabulary.may_be_alike(head, tail):
            return None
        of_head = self._vocabulary.distance(head, sense.relation.head)
        of_tail = self._vocabulary.distance(tail, sense.relation.tail)
        return None if of_head is None or of_tail is None else of_head + of_tail


@cache
def base_canonicaliser() -> Canonicaliser:
    """That of the vocabulary that comes with CiteGraph, made once."""
    return Canonicaliser(base_vocabulary())


def _senses(vocabulary: Vocabulary) -> dict[str, list[_Sense]]:
    """What each lemma may mean: the relation of that name first, then those that it is a trigger of, in their order."""
    kinds = vocabulary.relation_types
    mirrored = _mirrored(vocabulary)
    senses: defaultdict[str, list[_Sense]] = defaultdict(list)
    own = ((name, (name,), (kind.inverse_of,) if kind.inverse_of else ()) for name, kind in kinds.items())
    triggers = ((name, kind.triggers, kind.inverse_triggers) for name, kind in kinds.items())
    for name, forward, backward in (*own, *triggers):
        for inverted, wordings in ((False, forward), (True, backward)):
            for wording in wordings:
                lemma = _lemma(wording)
                turned = lemma.inverted != inverted
                used = mirrored.get(name, name)
                senses[lemma.name].append(_Sense(used, kinds[used], inverted=turned != (name in mirrored)))
    return dict(senses)


def _mirrored(vocabulary: Vocabulary) -> dict[str, str]:
    """Relation types that say what one listed before them says from tail to head, with that one."""
    found: dict[str, str] = {}
    before: set[str] = set()
    for name, kind in vocabulary.relation_types.items():
        others = [
            one
            for one in before
            if one == kind.inverse_of or vocabulary.relation_types[one].inverse_of == name
        ]
        if others and name not in found:
            found[name] = min(others)
        else:
            before.add(name)
    return found


def _lemma(wording: str) -> RelationLemma:
    language: Language = "ko" if has_hangul(wording) else "en"
    return relation_lemma(wording, language)


@lru_cache(maxsize=50_000)
def _forms(name: str) -> tuple[str, ...]:
    """The name, its beginnings from the longest to the shortest, then its ends; of a denial only the name.

    What is left out must not change what the tail is: a beginning without its preposition has another object ("served
    as" is not "served"), and so has what is behind one ("son of king of" is not "king of").
    """
    parts = name.split("_")
    if parts[0] in _DENIALS:
        return (name,)
    cuts = [(parts[:at], parts[at:]) for at in range(len(parts) - 1, 0, -1)]
    begins = [begin for begin, rest in cuts if begin[-1] in _PREPOSITIONS or _PREPOSITIONS.isdisjoint(rest)]
    ends = [
        end
        for begin, end in reversed(cuts)
        if len(end) >= _MIN_PART and (_PREPOSITIONS - {"AS"}).isdisjoint(begin)
    ]
    return tuple(dict.fromkeys((name, *map("_".join, (*begins, *ends)))))
