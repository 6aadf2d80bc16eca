"""Titles and job words before and behind people's names, which are no part of them."""

from functools import lru_cache

from extraction.lexicon.known_names import is_common_word, is_given_name, is_persons_name, is_word
from extraction.lexicon.korean_words import lexicon
from extraction.lexicon.noun_types import type_of_noun
from kg.lexicon.wordnet import is_adjective
from kg.text.english_lemma import noun_lemma
from kg.text.hangul import has_hangul
from kg.text.word_lists import words

# Another person's name may follow these: Mrs Arthur Penhaligon is the wife of Arthur.
_NEVER = words("mrs lady madame mme miss saint st baby little junior mother")
_ALWAYS = words("dr mr ms sir prof")
# Nouns that are titles only before a name, and words that stand before titles: Rear Admiral, Vice President.
_BEFORE_NAMES = words("count justice chief")
_BEFORE_TITLES = words("rear vice deputy lieutenant field major brigadier prime chief crown grand associate")
_PARTICLES = words("de la le van von der den da di du del of the and ii iii iv i vi")
_LEAST = 2
_KOREAN_SYLLABLES, _SHORT_SYLLABLES = 3, 2
_MOST_WORDS_OF_TITLE = 3
# Behind what no country or town is called by: 김구 선생, but 조선 왕.
_PERSONAL = words("선생 선생님 여사 박사 화백 옹")


@lru_cache(maxsize=20_000)
def without_title(name: str) -> str:
    """A person's full name without the title or job before it: "Captain Rosa Lindqvist", "건축가 강도윤", "윤태준 교수".

    Two parts at least are left, since "King Arthur" says more than "Arthur".

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    parts = name.split()
    if has_hangul(name):
        return next((word for at, word in enumerate(parts) if _is_titled(parts, at)), name)
    while count := _title_length(parts):
        parts = parts[count:]
    return " ".join(parts)


def _title_length(parts: list[str]) -> int:
    """How many words at the beginning are a title; 0 where a name begins."""
    if len(parts) > _LEAST and _is_title(parts):
        return 1
    is_of_two = len(parts) > _LEAST + 1 and parts[0].lower() in _BEFORE_TITLES and _is_title(parts[1:])
    return 2 if is_of_two else 0


def _is_title(parts: list[str]) -> bool:
    word, rest = parts[0].rstrip(".").lower(), parts[1:]
    if word in _NEVER or is_given_name(word) or not all(map(_is_part, rest)):
        return False
    if word not in _ALWAYS | _BEFORE_NAMES and type_of_noun(word) != "Person":
        return False
    return _is_persons(rest) or _is_unknown_name(word, rest)


def _is_unknown_name(title: str, rest: list[str]) -> bool:
    """Whether it may be a name that no list has, as Roh Moo-hyun; "Doctors Without Borders" has another title."""
    is_plural = noun_lemma(title) not in {None, title}
    return not is_plural and not any(
        is_word(part) or is_adjective(part.lower()) for part in (rest[0], rest[-1])
    )


def _is_persons(rest: list[str]) -> bool:
    """Whether it reads as a person's name: "Prince Edward Island" is a place, "Maiden Lane Estate" another."""
    return is_given_name(rest[0]) and _is_end_of_name(rest[-1])


def _is_part(word: str) -> bool:
    return word[0].isupper() or word.lower() in _PARTICLES


def _is_end_of_name(word: str) -> bool:
    if type_of_noun(word) not in {None, "Person"}:
        return False
    return is_persons_name(word) or word.lower() in _PARTICLES or not is_common_word(word)


def _is_titled(parts: list[str], at: int) -> bool:
    """Whether the word there is a Korean person's name, and those before or behind it are a title or job."""
    name, before, behind = parts[at], parts[:at], parts[at + 1 :]
    if name[0] not in lexicon().surnames or not (before or behind) or _is_job(name):
        return False
    if len(name) == _SHORT_SYLLABLES:
        return not before and len(behind) == 1 and behind[0] in _PERSONAL
    # "마지막 지도자" is the last leader.
    is_title = not behind or behind[0] in lexicon().titles or len(behind) > 1
    return (
        len(name) == _KOREAN_SYLLABLES
        and len(before) < _LEAST
        and len(behind) <= _MOST_WORDS_OF_TITLE
        and is_title
        and all(map(_is_job, (*before[-1:], *behind[-1:])))
    )


def _is_job(word: str) -> bool:
    return word in lexicon().titles or lexicon().type_of_kind(word) == "Person"
