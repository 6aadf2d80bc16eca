"""The morphemes of a Korean line put right where the analyser cuts a name or takes a particle for a part of one."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.gazetteer import known_type
from extraction.rules.korean.words import NOUNS
from kg.text.korean import KoreanMorpheme

_NAME_SYLLABLES = 4
_TIGHT = frozenset({"어", "아", "여", "어서", "아서", "여서"})  # endings that hardly part two verbs
_ONES = frozenset({"명", "사람", "곳", "개", "나라", "인물", "하나", "편", "종", "대", "팀"})
_BEFORE_MISTAKEN = frozenset({"NNP", "SW"})  # 300㎒의
_MISTAKEN = {"은": "JX", "는": "JX", "의": "JKG", "과": "JC", "와": "JC"}
_PARTICLES = {"의": "JKG", "를": "JKO", "는": "JX", "과": "JKB", "와": "JKB"}


def mended(found: Sequence[KoreanMorpheme]) -> list[KoreanMorpheme]:
    """The morphemes where a name keeps what was taken for a verb (릴리+트+는) and loses its particle (양현석이)."""
    whole: list[KoreanMorpheme] = []
    found = _without_one_of(found)
    for index, morpheme in enumerate(found):
        name = whole[-1] if whole and whole[-1].tag == "NNP" and whole[-1].end == morpheme.start else None
        before = found[index - 1] if index else None
        if morpheme.tag == "NNP" and _has_particle(found, index):
            whole += _without_particle(morpheme)
        elif morpheme.is_guess and _has_swallowed(found, index):
            form, end = morpheme.form[:-1], morpheme.end - 1
            whole.append(KoreanMorpheme(form, "NNP", form, morpheme.start, end, is_guess=True))
            particle = morpheme.form[-1]
            whole.append(KoreanMorpheme(particle, _PARTICLES[particle], particle, end, morpheme.end))
        elif morpheme.tag == "NNG" and morpheme.is_guess:
            whole.append(_name(found, index))
        elif (
            morpheme.form == "는"
            and before
            and before.tag == "VV"
            and len(before.form) == 1
            and len(whole) > 1
            and whole[-2].tag == "NNP"
            and whole[-2].end == before.start
        ):
            whole.pop()
            name = whole.pop()
            joined = name.form + before.form
            whole.append(KoreanMorpheme(joined, "NNP", joined, name.start, before.end))
            whole.append(KoreanMorpheme("는", "JX", "는", morpheme.start, morpheme.end))
        elif _is_particle(found, index):
            whole.append(replace(morpheme, tag=_MISTAKEN[morpheme.form]))
        elif _ends_in_copula(found, index):
            noun = morpheme.form[:-1]
            whole.append(KoreanMorpheme(noun, "NNG", noun, morpheme.start, morpheme.end - 1))
            whole += _copula(replace(morpheme, start=morpheme.end - 1), "ᆫ", "ETM")
        elif _is_copula(found, index):
            whole += _copula(morpheme, "ᆫ", "ETM")
        elif _stands_for_copula(found, index):
            whole += _copula(morpheme, "고", "EC")
        else:
            whole.append(morpheme)
    return whole


def _is_copula(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether 인 is no noun but the copula, behind a noun and before a name (자치령인 페로제도, but 정치인 허균)."""
    if found[index].form != "인" or found[index].tag not in {"NNG", "XSN"}:
        return False
    behind, before = found[index + 1 : index + 2], _word_before(found, index)
    names = bool(behind) and behind[0].start > found[index].end and behind[0].tag in {"NNP", "SL", "NNG"}
    is_noun = len(before) > 1 and found[index - 1].tag in {"NNG", "XSN"}
    return names and is_noun and not lexicon().is_kind(f"{before}인")


def _begins_topic(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether a noun with 은 or 는 stands there: "화학 원소로 기호는 Na이다"."""
    behind = found[index : index + 3]
    row = [each.tag in NOUNS for each in behind]
    return any(
        row[:at] == [True] * at and behind[at].tag == "JX" and behind[at].form in {"은", "는"}
        for at in (1, 2)
        if at < len(behind)
    )


def _ends_in_copula(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether what was taken for a name is a noun with the copula, before a name: 시호인 공정대왕."""
    word, behind = found[index], found[index + 1 : index + 2]
    noun = word.form.removesuffix("인")
    if word.tag != "NNP" or noun == word.form or not behind or behind[0].tag not in {"NNP", "SL"}:
        return False
    is_noun = lexicon().is_kind(noun) or lexicon().is_attribute(noun) or noun in lexicon().called
    return behind[0].start > word.end and is_noun


def _word_before(found: Sequence[KoreanMorpheme], index: int) -> str:
    """What stands before the morpheme in its word."""
    before = ""
    for morpheme in reversed(found[:index]):
        if morpheme.end != found[index].start - len(before):
            break
        before = morpheme.form + before
    return before


def _is_particle(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether a syllable that ends a word behind a name is no noun but a particle: 태평양과, 생쥐스트은."""
    word, before, behind = found[index], found[index - 1 : index], found[index + 1 : index + 2]
    if word.tag != "NNG" or word.form not in _MISTAKEN or not before or before[0].tag not in _BEFORE_MISTAKEN:
        return False
    return before[0].end == word.start and (not behind or behind[0].start > word.end or behind[0].tag == "SP")


def _has_swallowed(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether what no dictionary has ends in a particle that ends no names: 어몽룡의, 애버딘과."""
    word, behind = found[index], found[index + 1 : index + 2]
    has_own = bool(behind) and behind[0].start == word.end and behind[0].tag[0] in "JVX"
    return len(word.form) > len("X의") and word.form[-1] in _PARTICLES and not has_own


def _name(found: Sequence[KoreanMorpheme], index: int) -> KoreanMorpheme:
    """What no dictionary has, as a name; without the copula that was taken for its end (블룸폰테인이 for 블룸폰테인 + 이다)."""
    word, behind = found[index], found[index + 1 : index + 2]
    swallowed = bool(behind) and behind[0].tag == "VCP" and behind[0].start == behind[0].end
    if swallowed and word.form.endswith("이") and len(word.form) > len("X이"):
        form = word.form[:-1]
        return KoreanMorpheme(form, "NNP", form, word.start, word.end - 1, is_guess=True)
    return replace(word, tag="NNP")


def _without_one_of(found: Sequence[KoreanMorpheme]) -> list[KoreanMorpheme]:
    """The morphemes where a thing is said to be one of its kind: "도시 중 하나이다" and "도시 가운데 한 곳이다" as "도시이다"."""
    kept: list[KoreanMorpheme] = []
    index = 0
    while index < len(found):
        end = _end_of_one_of(found, index)
        index, morpheme = (end, None) if end else (index + 1, found[index])
        if morpheme is not None:
            kept.append(morpheme)
    return kept


def _end_of_one_of(found: Sequence[KoreanMorpheme], index: int) -> int:
    """Where "중 하나", "중의 하나", "가운데 한 곳" ends, before a copula or 로; 0 where there is none."""
    if not index:
        return 0
    at = index + 1
    if (found[index].form, found[index].tag) == ("의", "JKG"):
        return _ends_as_one(found, index, at) if at < len(found) and found[at].form == "하나" else 0
    if found[index].form not in {"중", "가운데"} or found[index].tag not in {"NNB", "NNG"}:
        return 0
    at += at < len(found) and found[at].tag == "JKG"
    if at < len(found) and (found[at].form, found[at].tag) == ("한", "MM"):
        at += 1
        one = at < len(found) and found[at].form in _ONES
    else:
        one = at < len(found) and found[at].form == "하나"
    return _ends_as_one(found, index, at) if one else 0


def _ends_as_one(found: Sequence[KoreanMorpheme], index: int, at: int) -> int:
    """The place behind "하나" where a copula or 로 follows, and a noun stands before."""
    ends = at + 1 < len(found) and (found[at + 1].tag == "VCP" or found[at + 1].form in {"로", "으로"})
    return at + 1 if ends and found[index - 1].tag in NOUNS else 0


def _copula(morpheme: KoreanMorpheme, ending: str, tag: str) -> list[KoreanMorpheme]:
    return [
        KoreanMorpheme("이", "VCP", "이다", morpheme.start, morpheme.start),
        KoreanMorpheme(ending, tag, ending, morpheme.start, morpheme.end),
    ]


def _stands_for_copula(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether 로 is "and is": "X는 프랑스의 수도로, …", "인구는 500명으로 …"; the topic stands before, no verb or object between."""
    if (found[index].form, found[index].tag) not in {("로", "JKB"), ("으로", "JKB")} or not index:
        return False
    before = found[index - 1]
    measured = before.tag in {"NNB", "SL", "SW"} and any(
        each.tag == "SN" for each in found[index - 4 : index]
    )
    ends = (
        found[index + 1 : index + 2] == [] or found[index + 1].tag == "SP" or _begins_topic(found, index + 1)
    )
    kind = lexicon().type_of_kind(_word_before(found, index))
    if not measured and not (ends and (kind is not None or before.form == "하나")):
        return False
    adnominal = measured
    for at in range(index - 1, 0, -1):
        tag = found[at].tag
        if (found[at].form, tag) in {("은", "JX"), ("는", "JX")}:
            return not measured or ends or lexicon().is_attribute(found[at - 1].form)
        joins = found[at - 1].tag in {"VCP", "EP"} or (adnominal and found[at].form in _TIGHT)
        if tag == "EF" or (tag == "EC" and not joins) or (tag in {"JKO", "JKS"} and not adnominal):
            return False
        adnominal |= tag == "ETM"
    return False


def _has_particle(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether a Korean person's name of three syllables has the particle 이 inside: 양현석이 for 양현석 + 이."""
    name, behind = found[index], found[index + 1 : index + 2]
    ends_word = not behind or behind[0].start > name.end
    return (
        ends_word
        and len(name.form) == _NAME_SYLLABLES
        and name.form[-1] == "이"
        and name.form[0] in lexicon().surnames
        and known_type(name.form) is None
    )


def _without_particle(name: KoreanMorpheme) -> list[KoreanMorpheme]:
    form = name.form[:-1]
    return [
        KoreanMorpheme(form, "NNP", form, name.start, name.end - 1),
        KoreanMorpheme("이", "JKS", "이", name.end - 1, name.end),
    ]
