"""Stretches of a text, as (start, end) in characters."""

import re
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]

_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]」』]*$")
_LOOKS_LIKE_AN_END = re.compile(r"[.!?…。！？]")
_LINE_BREAK = re.compile(r"[\n\t]")


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; start equals end when it holds nothing else."""
    start, end = span
    stretch = text[start:end]
    end -= len(stretch) - len(stretch.rstrip())
    return min(start + len(stretch) - len(stretch.lstrip()), end), end


def trim_all(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without white space at their ends, without blank ones and those inside the one before."""
    reached = 0
    for span in spans:
        start, end = trim(text, span)
        if start < end and end > reached:
            reached = end
            yield start, end


def mask_sentences(text: str, sentences: Sequence[Span]) -> str:
    """The text with nothing inside a sentence that looks like the end of one; as long as before, to find boundaries in.

    The splitter takes the line breaks of wrapped text for better places to cut than the ends of sentences, and the
    full stop of "Dr. Smith" for the end of one. So inside each sentence line breaks become blanks and full stops commas.
    """
    parts: list[str] = []
    reached = 0
    for start, end in sentences:
        sentence = _LINE_BREAK.sub(" ", text[start:end])
        closing = _END.search(sentence)
        inner = closing.start() if closing else len(sentence)
        parts += [text[reached:start], _LOOKS_LIKE_AN_END.sub(",", sentence[:inner]), sentence[inner:]]
        reached = end
    return "".join([*parts, text[reached:]])
