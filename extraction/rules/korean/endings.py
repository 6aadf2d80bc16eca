"""The endings of Korean verbs: whether a clause closes, goes on or describes a noun."""

from collections.abc import Sequence
from itertools import takewhile

from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words as word_set

_OF_PREDICATES = frozenset({"EP", "EC", "EF", "ETM", "ETN", "VX", "JX"})
_TIMES = word_set(
    "때 것 뒤 후 이후 직후 동안 당시 해 날 시기 이래 점 바 적 다음 채 데 무렵 이전 전 상태 가운데 중 시점 시절"
)


def ending_of(found: Sequence[KoreanMorpheme], index: int) -> str:
    """The tag of the ending that closes the verb, over auxiliaries: that of 고 있는 is ETM, that of 기도 했다 EF."""
    behind = takewhile(lambda morpheme: morpheme.tag in _OF_PREDICATES, found[index + 1 :])
    endings = [morpheme.tag for morpheme in behind if morpheme.tag.startswith("E") and morpheme.tag != "EP"]
    closing = next((tag for tag in endings if tag in {"EF", "ETM"}), "")
    return closing or (endings[-1] if endings else "")


def closes(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the verb ends a sentence or goes on to another."""
    return ending_of(found, index) in {"EC", "EF"}


def end_of(found: Sequence[KoreanMorpheme], index: int) -> int:
    """The ending that closes the verb."""
    endings = [
        at
        for at, each in enumerate(
            takewhile(lambda each: each.tag in _OF_PREDICATES, found[index + 1 :]), index + 1
        )
        if each.tag.startswith("E") and each.tag != "EP"
    ]
    return endings[-1] if endings else index


def is_of_time(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the verb stands before a noun for when or that it happened, which it does not describe: 죽은 뒤."""
    end = end_of(found, index)
    behind = found[end + 1 : end + 2]
    return bool(behind) and found[end].tag == "ETM" and behind[0].form in _TIMES
