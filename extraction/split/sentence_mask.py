"""A copy of a text in which nothing inside a sentence looks like the end of one."""

import re
from collections.abc import Sequence

from extraction.split.spans import Span

_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]」』]*$")
_LOOKS_LIKE_AN_END = re.compile(r"[.!?…。！？]")
_LINE_BREAK = re.compile(r"[\n\t]")


def mask_sentences(text: str, sentences: Sequence[Span]) -> str:
    """The text, as long as before, for the splitter to find boundaries in: they hold for the text itself too.

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
