"""Which relation type of a vocabulary an open wording means, by its words and by the types of its ends."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from extraction.mentions.names import spelling_key
from extraction.schema.vocabulary import MEASURES, OPEN, KnownRelationType, Vocabulary, base_vocabulary
from extraction.schema.word_classes import WordClasses
from kg.text.english_relation import HEDGES, PREPOSITIONS
from kg.text.hangul import has_hangul, is_korean_alone
from kg.text.lemma import RelationLemma, relation_lemma
from schemas.document import Language

_MIN_PART = 2
_PLACE = "Place"
_COPULAS = ("IS", "ARE", "WAS", "INCLUDE", "INCLUDES")
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
        self.vocabulary = vocabulary
        self._senses = _senses(vocabulary, lambda wording: not is_korean_alone(wording))
        mirrored = _mirrored(vocabulary)
        self.used_names = tuple(name for name in vocabulary.relation_types if name not in mirrored)
        """Its relation types but those that say what another one says from tail to head."""
        self._classes = WordClasses(vocabulary)
        self._types = {
            spelling_key(alias): name
            for name, kind in vocabulary.entity_types.items()
            for alias in (*kind.names, name)
        } | {spelling_key(name): name for name in vocabulary.entity_types}

    @cached_property
    def _korean_senses(self) -> dict[str, list[_Sense]]:
        """Those of wordings in Korean; finding their lemmas needs its analyser, half a gigabyte that English does not need."""
        return _senses(self.vocabulary, has_hangul)

    def _senses_of(self, lemma: str) -> Sequence[_Sense]:
        return (self._korean_senses if has_hangul(lemma) else self._senses).get(lemma, ())

    def entity_type(self, name: str) -> str | None:
        """The vocabulary's entity type that is called so; None where there is none."""
        return self._types.get(spelling_key(name))

    def directions(self, head: str, name: str, tail: str) -> tuple[bool, ...]:
        """Whether what joins ends of these types could be read as the relation as it is (False), or turned (True)."""
        ends = ((False, head, tail), (True, tail, head))
        return tuple(turned for turned, first, last in ends if self.may_join(first, name, last))

    def named(self, lemma: str) -> tuple[str, ...]:
        """The relation types that have the wording, or what it begins or ends with, whatever they join."""
        return tuple(dict.fromkeys(s.name for form in _forms(lemma) for s in self._senses_of(form)))

    def relation(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        """The relation type that the words mean between ends of these types; None where none fits.

        `head` and `tail` are the ends as the words have them: of a passive, `head` is what it happens to.
        The whole wording goes before its beginning ("located in town of" before "located in") and its end ("studio
        album by", "album by"); types that fit go before types that only do not exclude each other.
        """
        for name in _forms(lemma.name):
            fits = [
                (distance, not self._is_exact(head, sense, lemma, tail), index, sense)
                for index, sense in enumerate(self._senses_of(name))
                if (distance := self._distance(head, sense, lemma, tail)) is not None
            ]
            if fits:
                best = min(fits, key=lambda fit: fit[:3])[3]
                return CanonicalRelation(best.name, best.inverted != lemma.inverted)
        return None

    def nearest(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        """As `relation`, or what is nearest to it in a vocabulary that generalises.

        First words that fit with one end's type left open, for types are guessed and words are not; then a noun that
        stands for "has as its" ("producer", "members include"); then the classes of words. Dates, numbers and places that
        something happened in are never taken for anything else.
        """
        found = self.relation(head, lemma, tail)
        if found is not None or not self.vocabulary.generalises:
            return found
        return (
            self._with_open_end(head, lemma, tail)
            or self._as_its(head, lemma, tail)
            or self._by_class(head, lemma, tail)
        )

    def may_join(self, head: str, name: str, tail: str) -> bool:
        """Whether a relation may join ends of these types, one of which a vocabulary that generalises leaves open."""
        kind = self.vocabulary.relation_types[name]
        distances = [
            self.vocabulary.distance(one, accepted)
            for one, accepted in ((head, kind.head), (tail, kind.tail))
        ]
        if None not in distances:
            return True
        ends = ((OPEN, tail), (head, OPEN))
        return self.vocabulary.generalises and any(
            not MEASURES.intersection((head, tail)) - set(pair)
            and self.vocabulary.distance(pair[0], kind.head) is not None
            and self.vocabulary.distance(pair[1], kind.tail) is not None
            for pair in ends
        )

    def _with_open_end(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        sure = MEASURES | ({tail} if self.vocabulary.lineage(tail)[-1] == _PLACE else set())
        for ends, left, kept in (((OPEN, tail), head, MEASURES), ((head, OPEN), tail, sure)):
            if left not in kept and (found := self.relation(ends[0], lemma, ends[1])) is not None:
                return found
        return None

    def _by_class(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        if lemma.inverted:
            head, tail = tail, head
        for name, backward in self._classes.candidates(lemma.name):
            kind = self.vocabulary.relation_types[name]
            first, last = (tail, head) if backward else (head, tail)
            ends = ((first, kind.head), (last, kind.tail))
            if all(self.vocabulary.distance(one, accepted) is not None for one, accepted in ends):
                return CanonicalRelation(name, lemma.inverted != backward)
        return None

    def _as_its(self, head: str, lemma: RelationLemma, tail: str) -> CanonicalRelation | None:
        """What a noun alone relates: of "executive producer" the tail is the "executive producer of" the head."""
        noun = re.sub(f"^HAVE_|_(?:{'|'.join(_COPULAS)})$", "", lemma.name)
        if noun.rpartition("_")[2] in _PREPOSITIONS or lemma.inverted:
            return None
        found = self.relation(tail, RelationLemma(name=f"{noun}_OF"), head)
        return None if found is None else CanonicalRelation(found.name, not found.inverted)

    def ends(self, head: str, lemma: RelationLemma, tail: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The types that the relations which the words may mean have at the head and at the tail, in their order.

        None where none fits.
        """
        heads: dict[str, None] = {}
        tails: dict[str, None] = {}
        for name in _forms(lemma.name):
            for sense in self._senses_of(name):
                if self._distance(head, sense, lemma, tail) is None:
                    continue
                own = (sense.relation.head, sense.relation.tail)
                first, second = own if sense.inverted == lemma.inverted else own[::-1]
                heads.update(dict.fromkeys(first))
                tails.update(dict.fromkeys(second))
            if heads:
                break
        return tuple(heads), tuple(tails)

    def _is_exact(self, head: str, sense: _Sense, lemma: RelationLemma, tail: str) -> bool:
        """Whether a vocabulary that generalises lists the types themselves: then its narrower relation goes first."""
        if sense.inverted != lemma.inverted:
            head, tail = tail, head
        listed = head in sense.relation.head and tail in sense.relation.tail
        return self.vocabulary.generalises and listed

    def _distance(self, head: str, sense: _Sense, lemma: RelationLemma, tail: str) -> int | None:
        if sense.inverted != lemma.inverted:
            head, tail = tail, head
        if sense.relation.alike and not self.vocabulary.may_be_alike(head, tail):
            return None
        of_head = self.vocabulary.distance(head, sense.relation.head)
        of_tail = self.vocabulary.distance(tail, sense.relation.tail)
        return None if of_head is None or of_tail is None else of_head + of_tail


def is_denial(lemma: str) -> bool:
    """Whether the lemma of a wording denies or hedges what it says; such a one means no relation but itself."""
    return lemma.partition("_")[0] in _DENIALS


@cache
def base_canonicaliser() -> Canonicaliser:
    """That of the vocabulary that comes with CiteGraph, made once."""
    return Canonicaliser(base_vocabulary())


def _senses(vocabulary: Vocabulary, wanted: Callable[[str], bool]) -> dict[str, list[_Sense]]:
    """What each lemma of the wanted wordings may mean: the relation of that name first, then those it is a trigger of."""
    kinds = vocabulary.relation_types
    mirrored = _mirrored(vocabulary)
    senses: defaultdict[str, list[_Sense]] = defaultdict(list)
    own = ((name, (name,), (kind.inverse_of,) if kind.inverse_of else ()) for name, kind in kinds.items())
    triggers = ((name, kind.triggers, kind.inverse_triggers) for name, kind in kinds.items())
    for name, forward, backward in (*own, *triggers):
        for inverted, wordings in ((False, forward), (True, backward)):
            for wording in filter(wanted, wordings):
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
    if is_denial(name):
        return (name,)
    cuts = [(parts[:at], parts[at:]) for at in range(len(parts) - 1, 0, -1)]
    begins = [begin for begin, rest in cuts if begin[-1] in _PREPOSITIONS or _PREPOSITIONS.isdisjoint(rest)]
    ends = [
        end
        for begin, end in reversed(cuts)
        if len(end) >= _MIN_PART and (_PREPOSITIONS - {"AS"}).isdisjoint(begin)
    ]
    return tuple(dict.fromkeys((name, *map("_".join, (*begins, *ends)))))
