"""Which type each name of a Korean passage has, by its own words, what it is called and what is said of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from extraction.rules.korean.gazetteer import known_type
from extraction.rules.korean.lexicon import UNKNOWN, lexicon
from extraction.rules.korean.nominal import PERSON, KoreanNominal
from extraction.rules.korean.relations import ends_of
from extraction.rules.korean.statement import KoreanStatement
from kg.text.korean import morphemes

_OWN_WEIGHT = 4
_WORK = "Work"
_MARKS_WEIGHT = 1  # quotation marks say Work, and no more
_CALLED_WEIGHT = 3
_SAID_WEIGHT = 1
_ACTING = frozenset({"topic", "subject", "also", "partner", "receiver", "agent", "genitive"})
_KOREAN_NAME = 3
_FOREIGN_NAME = re.compile(r"[가-힣]{2,6}(?: [가-힣]{2,6}){1,2}")
_FOREIGN = frozenset("스르트크드프브츠즈흐쿠푸루케테페게데베레네메에헤카타파라리그니티디비히피키로토코포보")


def decide_types(
    names: Sequence[KoreanNominal], said: Sequence[KoreanStatement], groups: Iterable[tuple[str, ...]]
) -> Mapping[str, str]:
    """The type of each name; "Thing" where nothing tells it."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.type] += _MARKS_WEIGHT if name.type == _WORK else _OWN_WEIGHT
    for statement in said:
        _vote(votes, statement)
    types = {name: _most(own) for name, own in votes.items()}
    for statement in said:
        for end, kind in zip((statement.head, statement.tail), ends_of(statement, types), strict=True):
            if end.is_name and kind is not None and types.get(end.text) == UNKNOWN:
                votes[end.text][kind] += _SAID_WEIGHT
    types = {name: _most(own) for name, own in votes.items()}
    for group in groups:
        shared = {types[name] for name in group if types.get(name, UNKNOWN) != UNKNOWN}
        if len(shared) == 1:
            types |= {name: next(iter(shared)) for name in group if types.get(name) == UNKNOWN}
    people = [f" {name} " for name, kind in types.items() if kind == PERSON]
    types |= {
        name: PERSON
        for name, kind in types.items()
        if kind == UNKNOWN and any(f" {name} " in person for person in people)
    }
    acting = {name.text for name in names if name.role in _ACTING}
    return types | {name: _by_looks(name) or UNKNOWN for name in acting if types[name] == UNKNOWN}


def _vote(votes: defaultdict[str, Counter[str]], statement: KoreanStatement) -> None:
    if statement.case == "kind" and not statement.negated:
        kind = lexicon().type_of_kind(statement.tail.text)
        if kind is not None and kind != "Concept":
            votes[statement.head.text][kind] += _CALLED_WEIGHT


@lru_cache(maxsize=10_000)
def _may_be_part(word: str) -> bool:
    """Whether the word is nothing but a name, and no place's."""
    return known_type(word) is None and all(
        each.tag == "NNP" or (each.tag == "NNG" and len(each.form) == 1) for each in morphemes(word)
    )


def _most(votes: Counter[str]) -> str:
    return min(
        (name for name in votes if votes[name] or name == UNKNOWN),
        key=lambda name: (name == UNKNOWN, -votes[name], name),
    )


def _by_looks(name: str) -> str | None:
    """Person for a surname with two syllables such as Korean given names have."""
    korean = (
        len(name) == _KOREAN_NAME and name[0] in lexicon().surnames and not _FOREIGN.intersection(name[1:])
    )
    foreign = _FOREIGN_NAME.fullmatch(name) is not None and all(map(_may_be_part, name.split()))
    return PERSON if (korean and known_type(name[1:]) is None) or foreign else None
