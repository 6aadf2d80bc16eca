"""Korean words that mean the same and such that deny one another, from korean_kin.yaml."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from kg.text.yaml_files import load_yaml
from schemas.value import Value

_VERB = ("하다", "되다", "시키다", "받다", "당하다", "하", "되")


class _Kin(Value):
    same: tuple[tuple[str, ...], ...]
    opposite: tuple[tuple[str, str], ...]
    passive: dict[str, str]


@lru_cache(maxsize=50_000)
def korean_stem(word: str) -> str:
    """The word without what makes a verb of a noun (설립하다, 설립되다 → 설립); other verbs stay as they are."""
    for ending in _VERB:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=50_000)
def is_same_korean(claim: str, evidence: str) -> bool:
    """Whether `evidence` means what `claim` means, or is a kind of it by its last part (곤충학자 for 학자)."""
    ours, theirs = korean_stem(claim), korean_stem(evidence)
    if ours == theirs:
        return True
    if is_opposite_korean(claim, evidence):
        return False
    return bool(_meanings().get(ours, _NO_MEANING) & _meanings().get(theirs, _NO_MEANING))


@lru_cache(maxsize=50_000)
def is_opposite_korean(one: str, other: str) -> bool:
    """Whether one denies the other: 늘다 and 감소하다."""
    ours, theirs = _with_same(korean_stem(one)), _with_same(korean_stem(other))
    return any((a in ours and b in theirs) or (b in ours and a in theirs) for a, b in _kin().opposite)


def korean_active(verb: str) -> str | None:
    """The verb of which this is the passive by its form (팔리다: 팔다); None where it is none."""
    return _kin().passive.get(verb)


def is_known_korean(word: str) -> bool:
    """Whether the word, or the words as one ("문을 닫다"), stand in the list."""
    return word in _meanings()


_NO_MEANING: frozenset[int] = frozenset()


def _with_same(word: str) -> frozenset[str]:
    return frozenset({word}.union(*(group for group in _kin().same if word in group)))


@cache
def _meanings() -> Mapping[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(_kin().same):
        for word in group:
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _kin() -> _Kin:
    return _Kin.model_validate(load_yaml(files("kg.lexicon").joinpath("korean_kin.yaml").read_text("utf-8")))
