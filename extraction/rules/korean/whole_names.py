"""Names that the analyser leaves with a particle, or takes apart: 에인트호번에서, 우르바노 2세, 폰타델가다."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.lexicon.korean_words import lexicon
from kg.text.korean import KoreanMorpheme, morphemes

_LONG_PARTICLES = {
    "에서": "JKB",
    "에게": "JKB",
    "으로": "JKB",
    "부터": "JX",
    "까지": "JX",
}
_BEFORE_PARTICLES = {"과": "JKB", "와": "JKB"}  # 과의, 와는
_MIN_NAME = 2
_PERSON_SYLLABLES = 3
_MAX_REGNAL = 24  # a higher number is an age
_REGNAL = "세"
_MISTAKEN_FOR_COPULA = frozenset({"다", "라"})
_WITH_HANJA = re.compile(r"([가-힣]{3,8}) ?\(([\u4e00-\u9fff]{3,8})[,)]")


def with_whole_names(found: Sequence[KoreanMorpheme]) -> list[KoreanMorpheme]:
    """The morphemes where a name that no dictionary has is whole and without its particle."""
    whole: list[KoreanMorpheme] = []
    found = [_numbering(each, behind) for each, behind in pairwise([*found, None]) if each is not None]
    at = 0
    while at < len(found):
        joined, at = _next(found, at)
        whole += joined
    return whole


def _numbering(word: KoreanMorpheme, behind: KoreanMorpheme | None) -> KoreanMorpheme:
    """The morpheme; 제 before a number makes it an ordinal: 제2대."""
    ordinal = (word.form, word.tag) == ("제", "MM") and behind is not None and behind.tag == "SN"
    return replace(word, tag="XPN") if ordinal else word


def _next(found: Sequence[KoreanMorpheme], at: int) -> tuple[list[KoreanMorpheme], int]:
    """The morphemes that stand for the one at the place, and the place behind them."""
    word, behind = found[at], found[at + 1 : at + 4]
    if _is_regnal(word, behind):
        return [_joined(word, behind[1], f"{word.form} {behind[0].form}{_REGNAL}")], at + 3
    if word.is_guess and _is_end_of_name(word, behind):
        return [_joined(word, behind[1], word.form + behind[1].form)], at + 3
    if word.is_guess and (particle := _particle_of(word, behind)):
        tag = _LONG_PARTICLES.get(particle) or _BEFORE_PARTICLES[particle]
        name, end = word.form.removesuffix(particle), word.end - len(particle)
        return [
            KoreanMorpheme(name, "NNP", name, word.start, end, is_guess=True),
            KoreanMorpheme(particle, tag, particle, end, word.end),
        ], at + 1
    if _has_copula(word, behind):
        name = word.form[:-1]
        return [replace(word, form=name, lemma=name, tag="NNP", end=word.end - 1)], at + 1
    return [word], at + 1


def _is_regnal(word: KoreanMorpheme, behind: Sequence[KoreanMorpheme]) -> bool:
    """Whether a number that kings have stands behind the name: 우르바노 2세."""
    if len(behind) < 2 or (word.tag != "NNP" and not word.is_guess) or behind[0].start != word.end + 1:
        return False
    number = behind[0].form
    counted = (behind[0].tag, behind[1].form) == ("SN", _REGNAL) and behind[1].start == behind[0].end
    return counted and number.isdecimal() and int(number) <= _MAX_REGNAL


def _is_end_of_name(word: KoreanMorpheme, behind: Sequence[KoreanMorpheme]) -> bool:
    """Whether 다 or 라 before a comma, which ends no sentence, is the end of the name: 폰타델가다."""
    if len(behind) < 3 or (behind[0].tag, behind[2].form) != ("VCP", ","):
        return False
    unwritten = behind[0].start == behind[0].end
    return unwritten and behind[1].form in _MISTAKEN_FOR_COPULA and behind[1].start == word.end


def _particle_of(word: KoreanMorpheme, behind: Sequence[KoreanMorpheme]) -> str:
    """The particle that was taken for the end of the name, empty where there is none."""
    follows = bool(behind) and behind[0].start == word.end
    if not follows:
        ends = (each for each in _LONG_PARTICLES if word.form.endswith(each))
        return next((end for end in ends if len(word.form) - len(end) >= _MIN_NAME), "")
    is_pair = behind[0].form in {"의", "는", "도"} and word.form[-1:] in _BEFORE_PARTICLES
    return word.form[-1] if is_pair and len(word.form) > _MIN_NAME else ""


def _has_copula(word: KoreanMorpheme, behind: Sequence[KoreanMorpheme]) -> bool:
    """Whether the copula was taken for the end of a Korean person's name: 이영희이 + 다."""
    unwritten = bool(behind) and behind[0].tag == "VCP" and behind[0].start == behind[0].end
    long = len(word.form) == _PERSON_SYLLABLES + 1 and word.form.endswith("이")
    return unwritten and long and word.tag in {"NNP", "NNG"} and word.form[0] in lexicon().surnames


def _joined(first: KoreanMorpheme, last: KoreanMorpheme, form: str) -> KoreanMorpheme:
    return replace(first, form=form, lemma=form, tag="NNP", end=last.end)


def names_of_title(title: str) -> list[str]:
    """The title, and its last word where that is a name, too: 요리나가 of 후지와라노 요리나가."""
    last = title.rsplit(maxsplit=1)[-1] if " " in title else ""
    return [title, last] if _is_name_alone(last) else [title]


def names_with_hanja(text: str) -> Iterable[str]:
    """The names that Chinese characters, one for each syllable, stand behind: 덕천군(德泉君)."""
    for match in _WITH_HANJA.finditer(text):
        name, hanja = match.groups()
        if len(name) == len(hanja) and _is_name_alone(name):
            yield name


def _is_name_alone(word: str) -> bool:
    """Whether the word, by itself, is no noun of the dictionary."""
    if len(word) <= _MIN_NAME or lexicon().type_of_kind(word) is not None:
        return False
    return any(each.is_guess or each.tag not in {"NNG", "XSN", "XPN"} for each in morphemes(word))
