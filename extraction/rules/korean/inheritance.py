"""What a clause of a long Korean sentence has from the clauses before it: when and where."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.rules.korean.clauses import Clause, Group
from kg.text.korean import KoreanMorpheme

_GOES_ON = frozenset({"고", "어", "아", "여", "어서", "아서", "여서", "다가"})
_DATE = "Date"


def with_inherited(found: Sequence[KoreanMorpheme], clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses; one that has nothing of its own ("…에서 총을 맞고 죽었다") has the place and time of the one before."""
    if clauses:
        yield clauses[0]
    for before, clause in pairwise(clauses):
        mine = [] if clause.groups or not clause.closes else list(_circumstances(found, before, clause))
        yield replace(clause, groups=tuple(mine)) if mine else clause


def _circumstances(found: Sequence[KoreanMorpheme], before: Clause, clause: Clause) -> Iterator[Group]:
    endings = [each.form for each in found[before.index + 1 : clause.index] if each.tag == "EC"]
    if not before.closes or not endings or endings[-1] not in _GOES_ON:
        return
    for group in before.groups:
        dated = group[-1].type == _DATE and group[-1].role in {"place", "bare", "since"}
        if dated or (group[-1].role == "place" and group[-1].is_name):
            yield group
