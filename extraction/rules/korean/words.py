"""The morphemes of a Korean line put right where the analyser cuts a name, and the runs of nouns among them."""

import re
from collections.abc import Iterator, Sequence

from extraction.lexicon.korean_words import lexicon
from kg.text.korean import KoreanMorpheme

Span = tuple[int, int]
"""Indexes of the first and the last morpheme."""

NOUNS = frozenset({"NNG", "NNP", "NNB", "XPN", "XSN", "XR", "SL", "SH", "SN", "NR", "NP"})
_DATE = re.compile(
    r"(?:기원전 ?)?\d{1,4}년(?:대|도)?(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?(?: (?:초반?|중반|후반|말))?(?!간|만에|동안| ?전| ?후| ?뒤)"
    r"|\d{1,2}월 ?\d{1,2}일|\d{1,2}세기(?: (?:초|중반|말))?"
)
_ENUMERATING = "등"
_NAME_SYLLABLES = 4
_BROKEN = frozenset({"VV", "VA", "VX", "MAG", "MM"})
_ENDS_A_NAME = ("J", "VCP", "VCN", "XS", "S", "NNB")


def mended(found: Sequence[KoreanMorpheme]) -> list[KoreanMorpheme]:
    """The morphemes where a name keeps what was taken for a verb (릴리+트+는) and loses its particle (양현석이)."""
    whole: list[KoreanMorpheme] = []
    for index, morpheme in enumerate(found):
        name = whole[-1] if whole and whole[-1].tag == "NNP" and whole[-1].end == morpheme.start else None
        before = found[index - 1] if index else None
        if morpheme.tag == "NNP" and _has_particle(found, index):
            whole += _without_particle(morpheme)
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
        elif _is_copula(found, index):
            whole.append(KoreanMorpheme("이", "VCP", "이다", morpheme.start, morpheme.start))
            whole.append(KoreanMorpheme("ᆫ", "ETM", "ᆫ", morpheme.start, morpheme.end))
        else:
            whole.append(morpheme)
    return whole


def _is_copula(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether 인 is no noun but the copula, behind a noun for a kind and before a name (자치령인 페로제도)."""
    if found[index].form != "인" or found[index].tag not in {"NNG", "XSN"}:
        return False
    behind, before = found[index + 1 : index + 2], ""
    for morpheme in reversed(found[:index]):
        if morpheme.end != found[index].start - len(before):
            break
        before = morpheme.form + before
    return bool(behind) and behind[0].start > found[index].end and lexicon().type_of_kind(before) is not None


def _has_particle(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether a Korean person's name of three syllables has the particle 이 inside: 양현석이 for 양현석 + 이."""
    name, behind = found[index], found[index + 1 : index + 2]
    ends_word = not behind or behind[0].start > name.end
    return (
        ends_word
        and len(name.form) == _NAME_SYLLABLES
        and name.form[-1] == "이"
        and name.form[0] in lexicon().surnames
    )


def _without_particle(name: KoreanMorpheme) -> list[KoreanMorpheme]:
    form = name.form[:-1]
    return [
        KoreanMorpheme(form, "NNP", form, name.start, name.end - 1),
        KoreanMorpheme("이", "JKS", "이", name.end - 1, name.end),
    ]


def dates(line: str) -> list[Span]:
    """The spans of the line, in characters, that are dates."""
    return [match.span() for match in _DATE.finditer(line)]


def runs(found: Sequence[KoreanMorpheme], dated: Sequence[Span]) -> Iterator[Span]:
    """The longest rows of nouns without a particle between; a date is a row of its own, 등 ends one."""
    first: int | None = None
    for index, morpheme in enumerate(found):
        inside = morpheme.tag in NOUNS and (morpheme.tag, morpheme.form) != ("NNB", _ENUMERATING)
        changes = first is not None and _date_at(dated, found[index - 1]) != _date_at(dated, morpheme)
        if first is not None and (not inside or changes):
            yield first, index - 1
            first = None
        if inside and first is None:
            first = index
    if first is not None:
        yield first, len(found) - 1


def _date_at(dated: Sequence[Span], morpheme: KoreanMorpheme) -> Span | None:
    return next((span for span in dated if span[0] <= morpheme.start < span[1]), None)


def words_of(found: Sequence[KoreanMorpheme], run: Span) -> list[Span]:
    """The words of a run, which spaces separate."""
    words: list[Span] = []
    for index in range(run[0], run[1] + 1):
        if words and found[index].start == found[index - 1].end:
            words[-1] = (words[-1][0], index)
        else:
            words.append((index, index))
    return words


def is_whole(found: Sequence[KoreanMorpheme], span: Span) -> bool:
    """Whether the span begins and ends where words do: no verb or adverb of the same word before or behind."""
    before = found[span[0] - 1] if span[0] else None
    behind = found[span[1] + 1] if span[1] + 1 < len(found) else None
    starts = before is None or before.end < found[span[0]].start or before.tag[0] in "SJ"
    ends = behind is None or behind.start > found[span[1]].end or behind.tag.startswith(_ENDS_A_NAME)
    return starts and ends


def is_proper(found: Sequence[KoreanMorpheme], word: Span) -> bool:
    """Whether the word is a name: a proper noun, capital letters, or syllables that the analyser knows no word for."""
    inside = found[word[0] : word[1] + 1]
    if any(each.tag == "NNP" or (each.tag == "SL" and each.form[:1].isupper()) for each in inside):
        return True
    return len(inside) > 1 and all(each.tag == "NNG" and len(each.form) == 1 for each in inside)
