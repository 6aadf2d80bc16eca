"""Whether a text says a word of the question, in whatever form or wording."""

import re
from functools import lru_cache
from typing import Protocol

from kg.lexicon.word_groups import english_paraphrases, korean_root, korean_synonyms
from kg.lexicon.word_relations import close_synonyms, derivation_family, related_words
from kg.text.english_forms import dictionary_forms, plain_word
from kg.text.hangul import has_hangul
from kg.text.korean import morphemes
from kg.text.korean_phrases import korean_pieces
from kg.text.word_lists import words
from retrieval.question.asked import Need

EXACT, DERIVED, SAME, PARAPHRASED, WIDER, PARTLY = 1.0, 0.95, 0.9, 0.8, 0.75, 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITAL_ALONE = re.compile(r"(?:^|[^\w\s] ?|\b[a-z][\w'’-]* )([A-Z][\w-]+)(?! [A-Z])")
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|에게서|께서|께|한테|와|과|랑|로|으로|도|만|까지|부터|처럼|보다|마다|이나|나|이란|란|"
    "이라|라|이다|였다|이었다|이며|이고|이자|인|입니다|이었|였"
)
_REGIONS = "[시군구도주국현성]"
_SURNAME = 0.85
_IN_NAME = 0.6
_SHORT = 2
_EMPTY_VERBS = words("be have do make take get go come give put set can will may use see")


class SpokenWords(Protocol):
    """The words of a text."""

    def says(self, need: Need) -> float:
        """How surely the text says it, 0..1."""


def spoken_words(text: str) -> SpokenWords:
    """The words of the text, by its language."""
    return KoreanWords(text) if has_hangul(text) else EnglishWords(text)


def _opens(text: str, word: re.Match[str]) -> bool:
    """Whether the word may have its capital only because a sentence or a cell begins with it."""
    before, behind = text[: word.start()].rstrip(), text[word.end() :].lstrip()
    return (not before or before[-1] in ".!?:;,|>(“\"'") and not behind[:1].isupper()


class EnglishWords:
    """Words by their dictionary forms; those with a capital within a sentence say names only."""

    def __init__(self, text: str) -> None:
        self._every: set[str] = set()
        self._plain: set[str] = set()
        self._alone = {plain_word(match[1]) for match in _CAPITAL_ALONE.finditer(text)}
        for match in _WORD.finditer(text):
            word = plain_word(match[0])
            forms = dictionary_forms(word)
            self._every |= forms
            if not match[0][0].isupper() or _opens(text, match):
                self._plain |= forms

    def says(self, need: Need) -> float:
        """A name by all its words, a value as it is, any other word by one of its forms or of those that mean it."""
        if need.kind == "value":
            return float(all(word in self._every for word in need.words))
        if need.kind == "name":
            held = sum(plain_word(word) in self._every for word in need.words) / len(need.words)
            if held == 1:
                return EXACT
            return _SURNAME if self._has_surname(need.words) else PARTLY * held
        said = max(self._says_word(word) for word in need.words)
        return WIDER if not said and need.kind == "word" and self._has_kind_of(need.words) else said

    def _has_surname(self, words: tuple[str, ...]) -> bool:
        """Whether the last of a name's words stands alone: "Holt's teacher" for Sunniva Holt, not "Agnes Holt"."""
        return len(words) > 1 and words[-1] in self._alone

    def _has_kind_of(self, words: tuple[str, ...]) -> bool:
        """Whether the text has a kind of what one of the words means: "telescope" of "instrument"."""
        return any(word in related_words(other).wider for other in self._plain for word in words)

    def _says_word(self, word: str) -> float:
        for credit, forms in _english_wordings(word):
            if forms & self._plain:
                return credit
        return _IN_NAME if word in self._every else 0.0


@lru_cache(maxsize=5_000)
def _english_wordings(word: str) -> tuple[tuple[float, frozenset[str]], ...]:
    same = close_synonyms(word) - _EMPTY_VERBS
    paraphrases = english_paraphrases(word)
    wider = frozenset().union(*(derivation_family(other) for other in (same | paraphrases) - _EMPTY_VERBS))
    return (
        (EXACT, frozenset({word})),
        (DERIVED, derivation_family(word) - _EMPTY_VERBS),
        (SAME, same),
        (PARAPHRASED, paraphrases | (wider - _EMPTY_VERBS)),
    )


class KoreanWords:
    """Words by their stems: a noun also as a part of a longer one, a verb by its noun too."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._joined = "".join(text.split())
        found = morphemes(text)
        self._words = {part.lemma for part in found} | {part.form for part in found}
        self._nouns = {
            piece.word for piece in korean_pieces(text) if piece.kind == "noun" and len(piece.word) > _SHORT
        }

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
        if " " in name:
            return EXACT if re.search(joined, self._joined) else self._says_parts(name.split())
        region = re.sub(rf"(?<=[가-힣]{{2}}){_REGIONS}$", "", name)
        if re.search(rf"(?<![가-힣]){re.escape(region)}{_REGIONS}?(?:{_PARTICLES})?(?![가-힣])", self._text):
            return _SURNAME
        return PARTLY if re.search(joined, self._joined) else 0.0

    def _says_parts(self, parts: list[str]) -> float:
        """A foreign name by its last part, or by a share of its parts."""
        held = [part for part in parts if re.search(rf"(?<![가-힣]){re.escape(part)}", self._text)]
        share = len(held) / len(parts)
        return max(_SURNAME if parts[-1] in held else 0.0, share if share > PARTLY else 0.0)

    def _says_word(self, word: str) -> float:
        if self._has(word):
            return EXACT
        return SAME if any(self._has(other) for other in korean_synonyms(word)) else 0.0

    def _has(self, word: str) -> bool:
        if " " in word:
            return "".join(word.split())[:-2] in self._joined
        if word in self._words or (len(word) == 1 and any(noun.endswith(word) for noun in self._nouns)):
            return True
        root = korean_root(word)
        stem = root if root != word or not word.endswith("다") else ""
        return len(stem) >= _SHORT and "".join(stem.split()) in self._joined


def _has_value(text: str, value: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]*\d)(?![a-z])", text) is not None
