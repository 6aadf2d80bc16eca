"""Words that say one thing from its two ends: buy and sell, teacher and student, older and younger."""

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon.korean_kin import korean_stem
from retrieval.proof.reading import Argument, Clause, Role, Word

_TRADE = (
    ("buy purchase acquire 사다 구입 매입 인수 사들이다", "sell 팔다 판매 매각"),
    ("receive get 받다", "give hand 주다"),
    ("borrow 빌리다", "lend 빌려주다"),
)
_RELATIONS = (
    ("teacher mentor master tutor teach 스승 선생 가르치다", "student pupil disciple apprentice 제자 학생"),
    ("parent father mother 부모 아버지 어머니", "child son daughter 자식 아들 딸"),
    ("predecessor precede 전임 전임자", "successor succeed 후임 후임자 후계자"),
    ("employer employ", "employee"),
    ("husband 남편", "wife 아내 부인"),
    ("grandfather grandmother grandparent", "grandson granddaughter grandchild"),
    ("uncle aunt", "nephew niece"),
    ("contain include comprise 포함", "belong 속하다"),
    ("above 위", "below 아래"),
    ("beat defeat win 이기다 물리치다", "lose 지다 패하다"),
)
_PAIRS = [(frozenset(one.split()), frozenset(other.split())) for one, other in (*_TRADE, *_RELATIONS)]
_TRADING = frozenset().union(*(one | other for one, other in _PAIRS[: len(_TRADE)]))
_RECEIVING = frozenset({"to", "from", "에게", "에", "한테", "에게서", "로부터"})
_COMPARED = frozenset({"than", "보다"})


def is_converse(ours: Iterable[Word], theirs: Iterable[Word]) -> bool:
    """Whether the predicates are two such words."""
    own, other = _stems(ours), _stems(theirs)
    return any((one & own and two & other) or (two & own and one & other) for one, two in _PAIRS)


def is_comparison(clause: Clause) -> bool:
    """Whether it compares: "older than"."""
    return any(one.marker in _COMPARED for one in clause.arguments)


def from_other_end(clause: Clause) -> Clause:
    """The clause as the other word says it: the one who has it first is now the one to whom it goes."""
    is_trade = bool(_stems(clause.predicate) & _TRADING)
    is_compared = is_comparison(clause)
    return replace(
        clause,
        arguments=tuple(_turned(one, is_trade=is_trade, is_compared=is_compared) for one in clause.arguments),
    )


def _turned(one: Argument, *, is_trade: bool, is_compared: bool) -> Argument:
    if is_trade or is_compared:
        if one.role in {Role.SUBJECT, Role.TOPIC}:
            return replace(one, role=Role.ADJUNCT, marker="from" if is_trade else "than")
        back = _RECEIVING if is_trade else _COMPARED
        return replace(one, role=Role.SUBJECT, marker="") if one.marker in back else one
    roles = {Role.SUBJECT: Role.OBJECT, Role.TOPIC: Role.OBJECT, Role.OBJECT: Role.SUBJECT}
    return replace(one, role=roles.get(one.role, one.role))


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(korean_stem(word.text) for word in words)
