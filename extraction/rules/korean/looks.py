"""Whether a Korean name looks like a person's."""

import re
from functools import lru_cache

from extraction.lexicon.known_names import is_given_name
from extraction.lexicon.korean_words import FOREIGN_SYLLABLES, lexicon
from extraction.rules.korean.gazetteer import is_city, known_type
from kg.text.korean import morphemes

_SYLLABLES = 3
_HANGUL_WORDS = re.compile(r"[가-힣]{1,7}(?: [가-힣]{2,7}){1,3}")
# Last syllables of no person's name, and those of none that the dictionary has.
_OF_NO_PERSON = frozenset("류파론법교역항족과")
_OF_OTHER_WORDS = frozenset("산강당인계심값문국대도로동")
_DETERMINERS = frozenset("한두세네이그저첫각몇및새")
_DISTRICTS = ("시", "군", "구", "현", "도", "주")
_PERSON = "Person"
_NAMED = re.compile(
    r"(?P<noun>[가-힣]{2,}) (?P<name>[가-힣]{3})(?=[\s,·(]|$|(?:은|는|이|가|을|를|의|과|와|에게|도|으로)(?:[\s,.]|$))"
)
_HANGUL_WORD = re.compile(r"[가-힣]{2,8}")
_LATIN_WORDS = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){1,3}")
_COMMON = frozenset({"NNG", "XSN", "XPN", "XR"})
_REGNAL = re.compile(r".*\d세")


def is_regnal(name: str) -> bool:
    """Whether the name counts those of the same name, as kings' names do."""
    return _REGNAL.fullmatch(name) is not None


@lru_cache(maxsize=10_000)
def is_like_person(name: str) -> bool:
    """A surname with two syllables such as Korean given names have, or several words that are no Korean nouns."""
    if is_regnal(name):
        return True
    if _LATIN_WORDS.fullmatch(name):
        return is_given_name(name.partition(" ")[0])
    korean = (
        len(name) == _SYLLABLES
        and name[0] in lexicon().surnames
        and not FOREIGN_SYLLABLES.intersection(name[1:])
    )
    if korean:
        return (
            known_type(name[1:]) is None
            and not is_city(name)
            and not _is_known_otherwise(name)
            and not is_common_noun(name)
        )
    if _HANGUL_WORDS.fullmatch(name) is None:
        return False
    *given, last = name.split()
    if any(len(word) >= _SYLLABLES and word.endswith(_DISTRICTS) and not _is_guessed(word) for word in given):
        return False  # 종로구 혜화동
    is_family = known_type(last) == "City"  # 조지 워싱턴
    return all(map(_is_name_word, given if is_family else [*given, last]))


def persons_named(sentence: str) -> list[str]:
    """The Korean names that stand behind a noun for persons: 아버지 김순영. The analyser cuts those that it does not know."""
    found = ((match["noun"], match["name"]) for match in _NAMED.finditer(sentence))
    return [name for noun, name in found if lexicon().type_of_kind(noun) == _PERSON and _is_one_name(name)]


def _is_one_name(name: str) -> bool:
    found = morphemes(name)
    whole = all(each.tag[0] == "N" and each.form != name[0] for each in found)
    return whole and is_like_person(name) and any(each.is_guess or each.tag == "NNP" for each in found)


def _is_known_otherwise(name: str) -> bool:
    """Whether it is the word of a dictionary that ends as places, peoples and the like do."""
    is_word = name[-1] in _OF_OTHER_WORDS and not _is_guessed(name)
    return is_word or name[-1] in _OF_NO_PERSON


@lru_cache(maxsize=10_000)
def is_foreign(name: str) -> bool:
    """Whether the name is Hangul for a foreign one that no dictionary has."""
    is_word = _HANGUL_WORD.fullmatch(name) is not None and bool(FOREIGN_SYLLABLES.intersection(name))
    return is_word and all(each.is_guess for each in morphemes(name))


@lru_cache(maxsize=10_000)
def is_common_noun(name: str) -> bool:
    """Whether the analyser, asked for the name alone, knows only common nouns in it."""
    found = morphemes(name)
    known = all(each.tag in _COMMON and not each.is_guess for each in found) and any(
        len(each.form) > 1 for each in found
    )
    return known and " " not in name


def _is_guessed(word: str) -> bool:
    return any(each.is_guess for each in morphemes(word))


def _is_name_word(word: str) -> bool:
    """Whether the word is no country's and no noun that the analyser knows."""
    if word in _DETERMINERS:
        return False
    found = morphemes(word)
    is_noun = any(each.tag != "NNP" and not each.is_guess and len(each.form) > 1 for each in found)
    return not is_noun and known_type(word) is None
