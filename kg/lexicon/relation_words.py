"""Which general relations a word may state, in English and Korean, by the vocabularies that come with CiteGraph."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import schemas
from kg.lexicon.korean_kin import korean_stem
from kg.text.english_lemma import noun_lemma, verb_lemma
from kg.text.english_relation import PREPOSITIONS
from kg.text.hangul import has_hangul
from kg.text.yaml_files import load_yaml

_FOLDER = Path(schemas.__path__[0]) / "vocabulary"
_WORDINGS = ("triggers", "inverse_triggers", "verbs")
_EMPTY = frozenset({"be", "is", "was", "the", "a", "an", "his", "her", "its"})


def relations_of(word: str) -> frozenset[str]:
    """The relations that the verb or noun in dictionary form may state; none for one that no vocabulary has."""
    return _relations().get(korean_stem(word) if has_hangul(word) else word, frozenset())


@cache
def _relations() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(_FOLDER.glob("*.yaml")):
        kinds = load_yaml(file.read_text(encoding="utf-8")).get("relation_types") or {}
        for name, kind in kinds.items():
            for wording in (one for part in _WORDINGS for one in kind.get(part) or ()):
                for word in _dictionary_forms(str(wording)):
                    found[word].add(str(kind.get("inverse_of") or name))
    return {word: frozenset(names) for word, names in found.items()}


def _dictionary_forms(wording: str) -> Iterator[str]:
    """The one word that carries the meaning, as verb and as noun; nothing where there are several."""
    if has_hangul(wording):
        yield korean_stem(wording)
        return
    rest = [word for word in wording.casefold().split() if word not in PREPOSITIONS | _EMPTY]
    if len(rest) == 1:
        yield from {form for form in (verb_lemma(rest[0]), noun_lemma(rest[0]), rest[0]) if form}
