"""Whether a text says a word of the question, in whatever form or wording."""

import re
from functools import lru_cache
from typing import Protocol

from kg.lexicon.word_groups import english_paraphrases, korean_root, korean_synonyms
from kg.lexicon.word_relations import derivation_family, related_words
from kg.text.english_forms import dictionary_forms, plain_word
from kg.text.hangul import has_hangul
from kg.text.korean import morphemes
from kg.text.word_lists import words
from retrieval.question.asked import Need

EXACT, DERIVED, SAME, PARAPHRASED, WIDER, PARTLY = 1.0, 0.95, 0.9, 0.8, 0.75, 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|에게서|께서|께|한테|와|과|랑|로|으로|도|만|까지|부터|처럼|보다|마다|이나|나|이란|란|"
    "이라|라|이다|였다|이었다|이며|이고|이자|인|입니다|이었|였"
)
_SHORT = 2
_EMPTY_VERBS = words("be have do make take get go come give put set can will may use see")


class SpokenWords(Protocol):
    """The words of a text."""

    def says(self, need: Need) -> float:
        """How surely the text says it, 0..1."""


def spoken_words(text: str) -> SpokenWords:
    """The words of the text, by its language."""
    return KoreanWords(text) if has_hangul(text) else EnglishWords(text)


class EnglishWords:
    """Words by their dictionary forms; those with a capital within a sentence say names only."""

    def __init__(self, text: str) -> None:
        self._every: set[str] = set()
        self._plain: set[str] = set()
        for match in _WORD.finditer(text):
            word = plain_word(match[0])
            forms = dictionary_forms(word)
            self._every |= forms
            before = text[: match.start()].rstrip()
            if not match[0][0].isupper() or not before or before[-1] in ".!?:;,|>(“\"'":
                self._plain |= forms

    def says(self, need: Need) -> float:
        """A name by all its words, a value as it is, any other word by one of its forms or of those that mean it."""
        if need.kind == "value":
            return float(all(word in self._every for word in need.words))
        if need.kind == "name":
            held = sum(plain_word(word) in self._every for word in need.words) / len(need.words)
            return held if held == 1 else PARTLY * held
        said = max(self._says_word(word) for word in need.words)
        return WIDER if not said and need.kind == "word" and self._has_kind_of(need.words) else said

    def _has_kind_of(self, words: tuple[str, ...]) -> bool:
        """Whether the text has a kind of what one of the words means: "telescope" of "instrument"."""
        return any(word in related_words(other).wider for other in self._plain for word in words)

    def _says_word(self, word: str) -> float:
        for credit, forms in _english_wordings(word):
            if forms & self._plain:
                return credit
        return DERIVED if word in self._every else 0.0


@lru_cache(maxsize=5_000)
def _english_wordings(word: str) -> tuple[tuple[float, frozenset[str]], ...]:
    same = related_words(word).same - _EMPTY_VERBS
    paraphrases = english_paraphrases(word)
    wider = paraphrases.union(*(derivation_family(other) for other in same | paraphrases))
    return (
        (EXACT, frozenset({word})),
        (DERIVED, derivation_family(word) - _EMPTY_VERBS),
        (SAME, same),
        (PARAPHRASED, wider - _EMPTY_VERBS),
    )


class KoreanWords:
    """Words by their stems: a noun also as a part of a longer one, a verb by its noun too."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._joined = "".join(text.split())
        self._words = {part.lemma for part in morphemes(text)} | {part.form for part in morphemes(text)}

    def says(self, need: Need) -> float:
        """A name with nothing but particles behind it, a value as it is, any other word by its stem or a synonym's."""
        if need.kind == "value":
            return float(all(_has_value(self._text.casefold(), word) for word in need.words))
        if need.kind == "name":
            return max(self._says_name(word) for word in need.words)
        return max(self._says_word(word) for word in need.words)

    def _says_name(self, name: str) -> float:
        joined = re.escape("".join(name.split()))
        whole = re.compile(rf"(?<![가-힣]){joined}(?:{_PARTICLES})?(?![가-힣])")
        if whole.search(self._text):
            return EXACT
        if " " in name and re.search(rf"{joined}(?:{_PARTICLES})?", self._joined):
            return EXACT
        return PARTLY if re.search(joined, self._joined) else 0.0

    def _says_word(self, word: str) -> float:
        if self._has(word):
            return EXACT
        return SAME if any(self._has(other) for other in korean_synonyms(word)) else 0.0

    def _has(self, word: str) -> bool:
        if word in self._words:
            return True
        root = korean_root(word)
        stem = root if root != word or not word.endswith("다") else ""
        return len(stem) >= _SHORT and "".join(stem.split()) in self._joined


def _has_value(text: str, value: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]*\d)(?![a-z])", text) is not None
