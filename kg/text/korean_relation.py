"""The words of a Korean relation name."""

import re
import unicodedata
from collections.abc import Sequence

from kg.text.korean import KoreanMorpheme, morphemes, with_passives

_NOUNS = frozenset({"NNG", "NNP", "XR", "SL", "SN", "SH", "XSN", "XPN"})
_PASSIVES = ("되다", "받다", "당하다")
_AGENT_VERB = "의하다"
_NEGATIONS = frozenset({"안", "못"})
_NEGATING_VERBS = frozenset({"않다", "못하다"})
_ONE_VERB = re.compile("[가-힣]+다")
_INFLECTED = frozenset("\u11bb\u11ab")  # the last consonants of -었다 and -ㄴ다


def korean_relation(phrase: str) -> tuple[list[str], bool]:
    """Words of the relation's name, and whether the phrase runs from tail to head ("에 의해 설립되었다").

    The last verb or adjective in its dictionary form, with its negation; where there is none, the nouns.
    """
    if phrase.startswith("NOT_"):
        words, inverted = korean_relation(phrase.removeprefix("NOT_"))
        return (words if words[:1] == ["NOT"] else ["NOT", *words]), inverted
    found = with_passives(morphemes(phrase.replace("_", " ")))
    if _is_dictionary_form(phrase, found):
        return [phrase], False
    predicates = [m.lemma for m in found if m.tag in {"VV", "VA"} and m.lemma != _AGENT_VERB]
    if not predicates:
        return _nouns(found, phrase), False
    lemma = predicates[-1]
    passive = next((ending for ending in _PASSIVES if lemma.endswith(ending) and lemma != ending), None)
    inverted = passive is not None and any(m.lemma == _AGENT_VERB for m in found)
    if inverted and passive:
        lemma = f"{lemma.removesuffix(passive)}하다"
    return (["NOT", lemma] if _is_negated(found) else [lemma]), inverted


def _is_dictionary_form(phrase: str, found: Sequence[KoreanMorpheme]) -> bool:
    """Whether the phrase is one verb as dictionaries have it: 배우다 and 폐관되다, not 받았다, 받습니다 or 회장이다."""
    if not _ONE_VERB.fullmatch(phrase):
        return False
    letters = unicodedata.normalize("NFD", phrase.removesuffix("다"))
    is_copula = phrase.endswith("이다") and any(morpheme.tag == "VCP" for morpheme in found)
    formal = letters.endswith(unicodedata.normalize("NFD", "니")) and letters[-3:-2] == "\u11b8"
    return bool(letters) and letters[-1] not in _INFLECTED and not formal and not is_copula


def _is_negated(found: list[KoreanMorpheme]) -> bool:
    return any(
        (m.tag == "MAG" and m.form in _NEGATIONS) or (m.tag == "VX" and m.lemma in _NEGATING_VERBS)
        for m in found
    )


def _nouns(found: list[KoreanMorpheme], phrase: str) -> list[str]:
    """Nouns as written, those without a space between in one word; the whole phrase if there are none."""
    words: list[str] = []
    end_before = -1
    for morpheme in found:
        if morpheme.tag not in _NOUNS:
            continue
        if words and morpheme.start == end_before:
            words[-1] += morpheme.form
        else:
            words.append(morpheme.form)
        end_before = morpheme.end
    return words or phrase.replace("_", " ").split()
