"""Titles and job words before and behind people's names, which are no part of them."""

import re
from functools import lru_cache

from extraction.lexicon.known_names import is_given_name, is_persons_name
from extraction.lexicon.korean_words import lexicon
from extraction.lexicon.noun_types import type_of_noun
from kg.lexicon.wordnet import wordnet
from kg.text.word_lists import words

# Another person's name may follow these: Mrs Arthur Penhaligon is the wife of Arthur.
_NEVER = words("mrs lady madame mme miss saint st baby little junior mother")
_ALWAYS = words("dr mr ms sir prof")
_PARTICLES = words("de la le van von der den da di du del of the and ii iii iv i vi")
_LEAST = 2
_KOREAN = re.compile(r"(?:(?P<job>[가-힣]{2,}) )?(?P<name>[가-힣]{3})(?: (?P<title>[가-힣]{1,3}))?")


@lru_cache(maxsize=20_000)
def without_title(name: str) -> str:
    """A person's full name without the title or job before it: "Captain Rosa Lindqvist", "건축가 강도윤", "윤태준 교수".

    Two parts at least are left, since "King Arthur" says more than "Arthur".

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    korean = _KOREAN.fullmatch(name)
    if korean is not None:
        return korean["name"] if _is_titled(korean) else name
    parts = name.split()
    while len(parts) > _LEAST and _is_title(parts):
        parts = parts[1:]
    return " ".join(parts)


def _is_title(parts: list[str]) -> bool:
    word, rest = parts[0].rstrip(".").lower(), parts[1:]
    if word in _NEVER or is_given_name(word) or not all(map(_is_part, rest)):
        return False
    if word not in _ALWAYS and type_of_noun(word) != "Person":
        return False
    # "Prince Edward Island" is a place, "Maiden Lane Estate" another.
    return is_given_name(rest[0]) and _is_end_of_name(rest[-1])


def _is_part(word: str) -> bool:
    return word[0].isupper() or word.lower() in _PARTICLES


def _is_end_of_name(word: str) -> bool:
    if type_of_noun(word) not in {None, "Person"}:
        return False
    return is_persons_name(word) or word.lower() in _PARTICLES or not wordnet().senses(word.lower())


def _is_titled(name: re.Match[str]) -> bool:
    job, title = name["job"], name["title"]
    if name["name"][0] not in lexicon().surnames or not (job or title):
        return False
    return (job is None or lexicon().type_of_kind(job) == "Person") and (
        title is None or title in lexicon().titles
    )
