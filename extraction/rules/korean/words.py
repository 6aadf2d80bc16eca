"""The dates of a Korean line, and the runs of nouns and words among its morphemes."""

import re
from collections.abc import Iterator, Sequence

from extraction.lexicon.korean_words import lexicon
from kg.text.korean import KoreanMorpheme

Span = tuple[int, int]
"""Indexes of the first and the last morpheme."""

NOUNS = frozenset({"NNG", "NNP", "NNB", "XPN", "XSN", "XR", "SL", "SH", "SN", "NR", "NP"})
_DATE = re.compile(
    r"(?:(?:기원전 ?|서기 ?)\d{1,4}|(?<!\d)\d{3,4})년(?:대|도)?(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?(?: (?:초반?|중반|후반|말)(?=[에의부까,.)\s]|$))?(?!간|만에|동안| ?전| ?후| ?뒤)"
    r"|\d{1,2}월 ?\d{1,2}일|\d{1,2}세기(?: (?:초|중반|말))?|(?<![\d,.월])(?<!월 )\d{1,2}일(?=에|부터|까지|[ ,.]|$)(?! ?(?:간|동안|만에|전|후|뒤))"
)
_VERBAL = re.compile(r"[졌했었였렸됐겼켰]다$")  # a verb that was taken for a name
_ENUMERATING = frozenset({"등", "겸"})
_ENDS_A_NAME = ("J", "VCP", "VCN", "XS", "S", "NNB")


def dates(line: str) -> list[Span]:
    """The spans of the line, in characters, that are dates."""
    return [match.span() for match in _DATE.finditer(line)]


def runs(
    found: Sequence[KoreanMorpheme], dated: Sequence[Span], breaks: frozenset[int] = frozenset()
) -> Iterator[Span]:
    """The longest rows of nouns without a particle between; a date is a row of its own, 등, 겸 and `breaks` (characters) end one."""
    first: int | None = None
    for index, morpheme in enumerate(found):
        is_noun = morpheme.tag in NOUNS and not (morpheme.tag == "NNB" and morpheme.form in _ENUMERATING)
        inside = is_noun or _is_hyphen(found, index)
        changes = first is not None and (
            _date_at(dated, found[index - 1]) != _date_at(dated, morpheme)
            or any(found[index - 1].end <= place <= morpheme.start for place in breaks)
        )
        if first is not None and (not inside or changes):
            yield first, index - 1
            first = None
        if inside and first is None:
            first = index
    if first is not None:
        yield first, len(found) - 1


def _is_hyphen(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the mark joins two nouns: 율리우스-클라우디우스 왕조, 생산·판매 업체 (but 감독·각본가 are two)."""
    before, behind = found[index - 1 : index], found[index + 1 : index + 2]
    if not before or not behind or before[0].tag not in NOUNS or behind[0].tag not in NOUNS:
        return False
    touches = before[0].end == found[index].start and found[index].end == behind[0].start
    nouns = before[0].tag == behind[0].tag == "NNG" and lexicon().type_of_kind(behind[0].form) is None
    return touches and (found[index].form == "-" or (found[index].form == "·" and nouns))


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
    if inside[-1].is_guess and _VERBAL.search(inside[-1].form):
        return False
    if any(each.tag == "NNP" or (each.tag == "SL" and each.form[:1].isupper()) for each in inside):
        return True
    return len(inside) > 1 and all(each.tag == "NNG" and len(each.form) == 1 for each in inside)
