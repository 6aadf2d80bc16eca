"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from schemas.document import Language

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = re.compile(r"\s")
_HALF = re.compile(r"[\ud800-\udfff]")
_ITEM = re.compile(r"\s*(?:[-*+•‣·▪◦–—]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z가-힣][.)]\s|[①-⑳]|#{1,6}\s|\||>)")
_HEADING = re.compile(r"\s*#{1,6}\s|\s*\|")
_ENDED = re.compile(r"[.!?。？！…:;][\"'”’»)\]」』]*\s*$")
_FOOTNOTE = re.compile(r"\s*(?:\[[^\[\]]{1,12}\]\s*)+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:approx|vols?|nos?|op|figs?|pp?|ch|secs?|est|ca?|b|d|fl|r|al|eds?|art|ver|max|min|avg)\.\s*$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\(?[^\W_]{1,3}[.)]")
_ASKED = re.compile(r"[?!][\"'”’]?$")
_QUOTED = re.compile(r"[\"'”’」』》〉)]$")
_WRAP_MIN_CHARS = 40
_WRAP_SHARE = 0.6
_NARROW_LINES = 3
_NARROW_CHARS = 12
_FORCED_SHARE = 0.75
_NARROW_PARAGRAPH_CHARS = 20_000
_GOES_ON = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|because|but|by|for|from|her|his|in|into|is|its|nor|of|on|or|over|than|that|the|their|to|under|until"
    r"|was|were|when|where|which|while|who|whose|with)|[가-힣](?:은|는|이|가|을|를|의|에|에서|로|으로|와|과|고|며|한|된|던|및))$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?。？！…][\"'”’»)\]」』]*\s*$")
_SEGMENTER_LANGUAGE: dict[Language, str] = {"en": "en", "ko": "ko", "other": "en"}


def sentence_spans(text: str, language: Language = "en") -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences, in order, in characters of `text`.

    They never overlap, begin and end with something other than white space, and together hold every such
    character. A blank line, a heading, a list item and a table row end a sentence; a line break inside a
    paragraph of wrapped lines does not. No model is loaded: over 10 million characters a second for English
    and Korean alike.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        spans.extend(_block_sentences(text, start, end, _SEGMENTER_LANGUAGE[language]))
    return spans


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings, items: stretches over whose ends no sentence reaches."""
    block = last = (0, 0)
    widest = 0
    narrow_end = 0
    for match in _LINE.finditer(text):
        line = match.span()
        widest = max(widest, line[1] - line[0])
        begins = not last[1] or "\n\n" in text[last[1] : line[0]]
        if begins:
            narrow_end = _narrow_end(text, line[0])
        is_narrow = not begins and line[1] <= narrow_end
        if block[1] and (is_narrow or _continues(text, last, line, widest)):
            block = block[0], line[1]
        else:
            if block[1]:
                yield block
            block, widest = line, line[1] - line[0]
        last = line
    if block[1]:
        yield block


def _narrow_end(text: str, start: int) -> int:
    """Where the paragraph ends that begins here, if it is running text wrapped at few characters; else where it begins.

    It is when it ends as a sentence, most lines were broken because the next word did not fit, and one at least plainly goes on: the
    next begins with a small letter, or it ends with a comma, an article, a preposition or a particle.
    """
    end = text.find("\n\n", start)
    end = len(text) if end < 0 else end
    lines = text[start : min(end, start + _NARROW_PARAGRAPH_CHARS)].rstrip().split("\n")
    widest = max(map(len, lines))
    if (
        len(lines) < _NARROW_LINES
        or not _NARROW_CHARS <= widest < _WRAP_MIN_CHARS
        or not _END.search(lines[-1])
    ):
        return start
    pairs = list(pairwise(lines))
    if any(not after.strip() or _ITEM.match(after) or _HEADING.match(before) for before, after in pairs):
        return start
    forced = sum(len(before.rstrip()) + 1 + len(after.split()[0]) > widest for before, after in pairs)
    goes_on = any(after.lstrip()[0].islower() or _GOES_ON.search(before.rstrip()) for before, after in pairs)
    return end if forced >= _FORCED_SHARE * len(pairs) and goes_on else start


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], widest: int) -> bool:
    """Whether `line` goes on with the paragraph whose last line is `before` and whose widest has `widest`."""
    break_between = text[before[1] : line[0]].replace("\r\n", "\n")
    previous, following = text[slice(*before)], text[slice(*line)]
    if len(break_between) > 1 or not following.strip() or not previous.strip():
        return False
    if _ITEM.match(following) or _HEADING.match(previous) or _ENDED.search(previous):
        return False
    wide_enough = len(previous) >= max(_WRAP_MIN_CHARS, _WRAP_SHARE * widest)
    return wide_enough or following.lstrip()[0].islower()


def _block_sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = start
    for piece in _pieces(text[start:end], language):
        first = position + len(piece) - len(piece.lstrip())
        last = position + len(piece.rstrip())
        position += len(piece)
        if spans and first == spans[-1][1] and (footnote := _FOOTNOTE.match(text, first, last)):
            spans[-1] = (spans[-1][0], first + len(footnote[0].rstrip()))
            first += len(footnote[0])
        if first >= last:
            continue
        if spans and _belongs(text, spans[-1], (first, last)):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _pieces(block: str, language: str) -> list[str]:
    """The block cut by the segmenter; put together they are as long as the block."""
    from sentencex import segment

    # The segmenter counts any white space as one byte and panics on a no-break space before a full stop; half of a
    # surrogate pair it cannot take at all.
    plain = _HALF.sub("\ufffd", _SPACE.sub(" ", block))
    pieces = [str(piece) for piece in segment(language, plain)]
    return pieces if "".join(pieces) == plain else [plain]


def _belongs(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether the segmenter cut too early: after "No." before a number, after a quote before 라고, after "Yahoo!" is."""
    words, following = text[slice(*before)], text[slice(*piece)]
    if _MARKER.fullmatch(words):
        return True
    if _ABBREVIATED.search(words[-12:]) and (following[0].isdigit() or following[0].islower()):
        return True
    if _ASKED.search(words) and following[0].islower():
        return True
    touches = before[1] == piece[0]
    return touches and _QUOTED.search(words) is not None and "가" <= following[0] <= "힣"
