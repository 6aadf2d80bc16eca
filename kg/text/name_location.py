"""Where a name is in a chunk: word for word, after normalisation, or as a stretch that holds its words."""

import re
from collections.abc import Iterator, Sequence

from kg.text.folded_text import FoldedText, fold
from kg.text.word_bounds import ends_word, is_hangul, starts_word, with_particle
from schemas.document_graph import Grounding
from schemas.value import Value

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_ACRONYM_LETTERS = 4
_HANGUL_SYLLABLES = 2


class GroundedSpan(Value):
    """A stretch of a chunk, in characters of the chunk's text, and how the name was found there."""

    start: int
    end: int
    grounding: Grounding


def ground(name: str, text: str, sentences: Sequence[tuple[int, int]]) -> GroundedSpan | None:
    """The first place of `text` that names `name`, found in the strictest of three ways.

    Word for word; else regardless of case, accents, punctuation, spaces and a leading article; both only at
    whole words (a Korean name may carry particles, scripts without spaces have no bounds). Else the shortest
    stretch of one of the `sentences` (start, end) that holds all words of the name, or a Korean name inside a
    compound.

    Returns:
        None when the text does not hold the name in any of these ways.
    """
    name = name.strip()
    if not fold(name).squeezed:
        return None
    span = next(_exact(name, text), None) or next(_normalised(name, text), None)
    return span or _words(name, text, sentences) or _inside_compound(name, text)


def ground_all(name: str, text: str) -> tuple[GroundedSpan, ...]:
    """Every whole-word occurrence of `name` in order: those word for word if any, else those after normalisation."""
    name = name.strip()
    if not fold(name).squeezed:
        return ()
    return tuple(_exact(name, text)) or tuple(_normalised(name, text))


def _exact(name: str, text: str) -> Iterator[GroundedSpan]:
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if starts_word(text, start) and ends_word(text, end):
            yield GroundedSpan(start=start, end=end, grounding="exact")
        else:
            end = start + 1
        start = text.find(name, end)


def _normalised(name: str, text: str) -> Iterator[GroundedSpan]:
    bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    for form in dict.fromkeys((name, bare)):
        spans = [
            span for span in _folded_occurrences(form, text) if _case_fits(form, text[span.start : span.end])
        ]
        if spans:
            yield from spans
            return


def _folded_occurrences(name: str, text: str) -> Iterator[GroundedSpan]:
    key, folded = fold(name).squeezed, fold(text)
    at = folded.squeezed.find(key) if key else -1
    while at >= 0:
        start, end = folded.span(at, at + len(key))
        if starts_word(text, start) and ends_word(text, end):
            yield GroundedSpan(start=start, end=end, grounding="normalised")
        at = folded.squeezed.find(key, at + len(key))


def _case_fits(name: str, surface: str) -> bool:
    """False where a short acronym met a word that only looks like it in lower case: US and us, WHO and who."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or len(letters) > _ACRONYM_LETTERS or not all(letter.isupper() for letter in letters):
        return True
    return surface.upper() == surface


def _words(name: str, text: str, sentences: Sequence[tuple[int, int]]) -> GroundedSpan | None:
    wanted = dict.fromkeys(word for word, _, _ in fold(name).words)
    folded = fold(text)
    if len(wanted) < 2 or not all(folded.may_hold(word) for word in wanted):
        return None
    stretches = (_shortest_stretch(wanted, folded, sentence) for sentence in sentences)
    found = [stretch for stretch in stretches if stretch]
    if not found:
        return None
    start, end = min(found, key=lambda stretch: (stretch[1] - stretch[0], stretch[0]))
    return GroundedSpan(start=start, end=end, grounding="words")


def _shortest_stretch(
    wanted: dict[str, None], folded: FoldedText, sentence: tuple[int, int]
) -> tuple[int, int] | None:
    """The shortest stretch of the sentence with every wanted word, by the last place of each word so far."""
    last: dict[str, tuple[int, int]] = {}
    best: tuple[int, int] | None = None
    for word, start, end in folded.words_between(*sentence):
        hit = word if word in wanted else next((want for want in wanted if with_particle(word, want)), None)
        if hit is None:
            continue
        bare_end = end if hit == word else folded.end_of_prefix(start, end, len(hit))
        last[hit] = (start, bare_end)
        if len(last) == len(wanted):
            first = min(place[0] for place in last.values())
            if best is None or bare_end - first < best[1] - best[0]:
                best = (first, bare_end)
    return best


def _inside_compound(name: str, text: str) -> GroundedSpan | None:
    """A Korean name written together with its neighbour nouns, such as the palace's hall in 경복궁근정전."""
    key, folded = fold(name).squeezed, fold(text)
    if len(key) < _HANGUL_SYLLABLES or not all(map(is_hangul, key)):
        return None
    at = folded.squeezed.find(key)
    if at < 0:
        return None
    start, end = folded.span(at, at + len(key))
    return GroundedSpan(start=start, end=end, grounding="words")
