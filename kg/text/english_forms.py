"""English words in their dictionary forms."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon.wordnet import is_adjective
from kg.text.english_lemma import noun_lemma, past_of, verb_lemma
from kg.text.name_key import fold_accents

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def english_words(text: str) -> list[str]:
    """The words of the text in order, without accents, in lower case, a possessive without its ending."""
    return [plain_word(match[0]) for match in _WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def dictionary_forms(word: str) -> frozenset[str]:
    """The word in lower case with what it may be a form of: "left" is "left" and "leave"."""
    forms = {
        word,
        noun_lemma(word),
        verb_lemma(word),
        _other_spelling(word),
        *_positive(word),
        *past_of(word),
    }
    return frozenset(form for form in forms if form)


def plain_word(word: str) -> str:
    """The word without accents, in lower case, a possessive without its ending."""
    return fold_accents(word.casefold().replace("’", "'")).removesuffix("'s").removesuffix("'")


def _positive(word: str) -> Iterator[str]:
    """What a comparative or superlative is of: "faster" of "fast", "biggest" of "big", "heavier" of "heavy"."""
    for ending in ("er", "est"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        tries = (stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else "", re.sub("i$", "y", stem))
        yield from (form for form in tries if form and is_adjective(form))


def _other_spelling(word: str) -> str | None:
    """What American English writes for "-ise", under which the lexicon has the word."""
    found = re.fullmatch(r"(\w+i)s(ation|e|ed|es|ing)", word)
    return f"{found[1]}z{found[2]}" if found else None
