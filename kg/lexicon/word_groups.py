"""Words of one meaning, in groups that people wrote down."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from kg.text.yaml_files import load_yaml

_FOLDER = Path(__file__).parent
_VERB_ENDINGS = ("하다", "되다", "시키다", "당하다", "받다")
_MIN_ROOT = 2


def korean_root(word: str) -> str:
    """The noun of a verb made of one (설립하다 → 설립), any other word as it is."""
    for ending in _VERB_ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _MIN_ROOT:
            return root
    return word


def korean_synonyms(word: str) -> frozenset[str]:
    """What a Korean word, in dictionary form, may be called as well; without itself."""
    return _groups("korean_synonyms.yaml").get(korean_root(word), frozenset()) - {word}


def english_paraphrases(word: str) -> frozenset[str]:
    """English words, in dictionary form, by which texts say the same as by this one; without itself."""
    return _groups("english_paraphrases.yaml").get(word, frozenset())


@cache
def _groups(file: str) -> dict[str, frozenset[str]]:
    """For each word its groups together."""
    of_word: defaultdict[str, set[str]] = defaultdict(set)
    for group in load_yaml((_FOLDER / file).read_text(encoding="utf-8")):
        for word in group:
            of_word[str(word)].update(map(str, group))
    return {word: frozenset(group - {word}) for word, group in of_word.items()}
