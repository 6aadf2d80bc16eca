"""Whether a Korean sentence presents what a verb says as being so: no condition, intention, duty, wish or question."""

from collections.abc import Sequence
from itertools import takewhile

from kg.text.korean import KoreanMorpheme

_PREDICATES = frozenset({"VV", "VA", "VCP", "VCN"})
# if; in order to, about to; must; even if; so that; whether
_UNREAL_ENDINGS = (
    "면",
    "려고",
    "려",
    "려다",
    "려다가",
    "고자",
    "러",
    "어야",
    "아야",
    "여야",
    "도",
    "도록",
    "ᆯ까",
    "을까",
    "는가",
    "ᆫ가",
    "은가",
)
_UNREAL_BEFORE_NOUN = frozenset({"ᆯ", "을", "려는", "으려는"})
_UNREAL_AUXILIARIES = frozenset({"싶다", "말다"})


def is_question(found: Sequence[KoreanMorpheme]) -> bool:
    """Whether the sentence ends with a question mark; closing quotation marks and brackets may follow it."""
    marks = [morpheme.form for morpheme in found if morpheme.tag == "SF"]
    return marks[-1:] == ["?"]


def states_fact(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the endings and auxiliaries behind the verb at `index` leave what it says as it is, or deny it."""
    behind = list(takewhile(lambda morpheme: morpheme.tag not in _PREDICATES, found[index + 1 :]))
    return not any(map(_is_unreal, behind)) and not _is_purpose(found[index + 1 : index + 3])


def _is_unreal(morpheme: KoreanMorpheme) -> bool:
    if morpheme.tag in {"EC", "EF"}:
        return morpheme.form.endswith(_UNREAL_ENDINGS)
    before_noun = morpheme.tag == "ETM" and morpheme.form in _UNREAL_BEFORE_NOUN
    return before_noun or (morpheme.tag == "VX" and morpheme.lemma in _UNREAL_AUXILIARIES)


def _is_purpose(behind: Sequence[KoreanMorpheme]) -> bool:
    """Whether the verb is only aimed at: 공격하기 위해, 공격하기로."""
    if len(behind) < 2 or behind[0].tag != "ETN":
        return False
    return behind[1].lemma == "위하다" or behind[1].form in {"로", "으로"}
