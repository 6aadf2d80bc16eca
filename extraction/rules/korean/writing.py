"""A Korean sentence as it is read aloud: what brackets add and quotation marks name is taken out of the line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.lexicon.korean_words import lexicon
from kg.text.word_bounds import ends_word, starts_word

_MARKS = re.compile(
    r"[“\"][^”\"]{25,}[”\"]|[“\"](?P<said>[^”\"]{1,24})[”\"]|‘(?P<word>[^‘’]{1,24})’|(?<![\w'])'(?P<term>[^'\n]{1,24})'(?![A-Za-z'])|《(?P<title>[^《》]+)》|〈(?P<song>[^〈〉]+)〉|<(?P<angled>[A-Z가-힣][^<>=/\n]{1,40})>|『(?P<book>[^『』]+)』|「(?P<article>[^「」]+)」"
    r"|\[\[(?:[^\[\]|]*\|)?(?P<link>[^\[\]]+)\]\]|\s*\[[^\[\]]{0,12}\]|\s*\((?P<aside>(?:[^()]|\([^()]*\))*)\)|</?\w+>"
)
_IN_TITLE = re.compile(r"\[[^\[\]]*\]|\s*\((?P<aside>[^()]*)\)")
_OWNED = re.compile(r"^\S+의 \S+$")
_SENTENCE = re.compile(r"[다요라까고는은을를이가에서]$")
_MIN_NAME = 2


@dataclass(frozen=True, slots=True)
class Writing:
    """The line, the spans that are names whatever their words, those that quotation marks make titles, and the asides.

    An aside is what stood in brackets, with the place in the line before which it stood.
    """

    line: str
    names: tuple[tuple[int, int], ...]
    titles: frozenset[tuple[int, int]]
    asides: tuple[tuple[int, str], ...]


def read_writing(sentence: str, known: Sequence[str] = ()) -> Writing:
    """The sentence without brackets, footnote marks and quotation marks of titles; `known` are names to keep whole."""
    line, at = "", 0
    titles: list[tuple[int, int]] = []
    quotes: list[tuple[int, int]] = []
    asides: list[tuple[int, str]] = []
    for match in _MARKS.finditer(sentence):
        line += sentence[at : match.start()]
        at = match.end()
        named = match["title"] or match["song"] or match["book"] or match["article"] or match["angled"]
        inner = _IN_TITLE.search(named) if named else None
        if named and inner is not None and inner.start() >= _MIN_NAME:
            named = _IN_TITLE.sub("", named)
            asides += [(len(line) + len(named), inner["aside"])] if inner["aside"] else []
        if named:
            titles.append((len(line), len(line) + len(named)))
        if match["aside"]:
            asides.append((len(line), match["aside"]))
        quoted = match["said"] or match["word"] or match["term"]
        if quoted and _is_name(quoted):
            quotes.append((len(line), len(line) + len(quoted)))
        line += named or match["link"] or quoted or ""
    line += sentence[at:]
    names = apart([*titles, *quotes, *_places(line, known)])
    return Writing(line, tuple(names), frozenset(titles), tuple(asides))


def _is_name(quoted: str) -> bool:
    """Whether the words in quotation marks are one name with 의: "포르투갈의 베네치아"; no sentence and no single word."""
    is_kind = lexicon().is_kind(quoted.rsplit(maxsplit=1)[-1])  # "요람의 도시"
    return not is_kind and _OWNED.search(quoted) is not None and _SENTENCE.search(quoted) is None


def _places(line: str, known: Sequence[str]) -> list[tuple[int, int]]:
    """Where the line has the known names as words of their own, the longest first."""
    found: list[tuple[int, int]] = []
    for name in sorted({name for name in known if len(name) >= _MIN_NAME}, key=len, reverse=True):
        places = [match.span() for match in re.finditer(re.escape(name), line)]
        found += [span for span in places if starts_word(line, span[0]) and ends_word(line, span[1])]
    return found


def apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order without those that overlap one before them in the list."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end))
    return sorted(kept)
