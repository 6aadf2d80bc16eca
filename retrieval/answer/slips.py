"""Slips in a question's spelling that the passages found for it put right: words of their titles and of their text."""

import re
from collections.abc import Sequence

from retrieval.answer.citable import CitablePassages
from retrieval.question.analysis import analyse_again
from retrieval.question.name_spans import Span
from retrieval.question.spelling import (
    KnownName,
    Respelling,
    doubtful_words,
    put_right,
    respellings,
    slips,
)
from schemas.retrieval import Analysis, Link

_WORD = re.compile(r"[^\W\d_]+")


def read_over_slips(
    analysis: Analysis, links: Sequence[Link], passages: CitablePassages
) -> tuple[Analysis, tuple[str, ...]]:
    """The analysis of the question as it is meant, and what was read otherwise than it is written.

    A name is only read as a title, which it is but for a slip; a word in small letters as the one word of the passages that it is but
    for a slip. What the passages have as it is written is left alone.
    """
    question, language = analysis.question, analysis.language
    linked = [link.surface for link in links if link.how == "exact alias"]
    doubtful = doubtful_words(question, language, linked)
    if not doubtful:
        return analysis, ()
    words = {word for one in passages.passages for word in _WORD.findall(f"{one.title} {one.text}")}
    folded = {word.casefold() for word in words}
    misspelt = [
        (start, end)
        for start, end in doubtful
        if not _stands(question[start:end].casefold(), folded, inside=language == "ko")
    ]
    titles = [KnownName(one.title, of=one.title) for one in passages.passages]
    found = respellings(question, language, misspelt, titles)
    taken = [(one.start, one.end) for one in found]
    rest = [span for span in misspelt if not any(start <= span[0] < end for start, end in taken)]
    found += [one for span in rest if (one := _plain_word(question, span, words)) is not None]
    if not found:
        return analysis, ()
    changed = [word for one in found for word in one.changed]
    return analyse_again(analysis, put_right(question, found), changed), tuple(one.note for one in found)


def _stands(word: str, words: set[str], *, inside: bool) -> bool:
    return word in words or (inside and any(word in other for other in words))


def _plain_word(question: str, span: Span, words: set[str]) -> Respelling | None:
    written = question[slice(*span)]
    if not written.isascii() or not written.islower():
        return None
    near = {word for word in words if word.islower() and slips(written, word) is not None}
    return Respelling(*span, written, near.pop()) if len(near) == 1 else None
