"""`python -m benchmarks.korean_line_ends`: how many Korean words that are cut at the ends of lines are whole again.

Passages of tydiqa-ko are laid out as pages of PDF are read: in lines of one length, cut anywhere or between words.
`CITEGRAPH_BENCH_DATA` names the folder of the data sets.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks.data_folder import data_folder
from evaluation.benchmark import PASSAGES
from evaluation.data import read_passages
from extraction.load.line_ends import with_whole_words
from extraction.load.loaded_text import LoadedText
from extraction.load.pdf.hyphens import Hyphens
from kg.text.hangul import HANGUL_SYLLABLE
from schemas.document import Block

_WIDTH, _PASSAGES, _LEAST_CHARS = 33, 200, 300


def main() -> None:
    """Print, for both ways to cut lines and for the rules alone and with the analyser, how many line ends came out right."""
    passages = [one.text for one in read_passages(data_folder("tydiqa-ko") / PASSAGES)]
    chosen = [" ".join(text.split()) for text in passages if len(text) >= _LEAST_CHARS]
    random.Random(0).shuffle(chosen)
    print("| lines end | way | cut words | made whole | blanks | lost |\n|---|---|---|---|---|---|")
    for name, cut in (("anywhere", _anywhere), ("between words", _between_words)):
        counts = {way: Counter[str]() for way in ("rules", "rules and analyser")}
        for text in chosen[:_PASSAGES]:
            _measure(list(cut(text)), counts)
        for way, found in counts.items():
            print(
                f"| {name} | {way} | {found['cut']} | {found['whole']} | {found['blank']} | {found['lost']} |"
            )


def _anywhere(text: str) -> Iterator[tuple[str, bool]]:
    """The lines, each with whether its last word goes on in the next."""
    for start in range(0, len(text), _WIDTH):
        line, following = text[start : start + _WIDTH], text[start + _WIDTH : start + _WIDTH + 1]
        yield line.strip(), not line.endswith(" ") and following not in {"", " "}


def _between_words(text: str) -> Iterator[tuple[str, bool]]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH:
            yield line, False
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line, False


def _measure(lines: Sequence[tuple[str, bool]], counts: dict[str, Counter[str]]) -> None:
    hyphens = Hyphens(word for line, _ in lines for word in line.split())
    text, ends, truths = lines[0][0], [], []
    for (line, goes_on), (following, _) in pairwise(lines):
        before, after = line.split()[-1], following.split()[0]
        if not (HANGUL_SYLLABLE.match(before[-1]) and HANGUL_SYLLABLE.match(after)):
            text = f"{text} {following}"
            continue
        is_whole = hyphens.are_one_word(before, after)
        _count(counts["rules"], goes_on=goes_on, is_whole=is_whole)
        if is_whole:
            _count(counts["rules and analyser"], goes_on=goes_on, is_whole=True)
        else:
            ends.append(len(text))
            truths.append(goes_on)
        text = f"{text}{'' if is_whole else ' '}{following}"
    read = with_whole_words(
        LoadedText(text, blocks=(Block("paragraph", 0, len(text)),), line_ends=tuple(ends))
    )
    gone = 0
    for end, goes_on in zip(ends, truths, strict=True):
        is_whole = read.text[end - gone : end - gone + 1] != " "
        gone += is_whole
        _count(counts["rules and analyser"], goes_on=goes_on, is_whole=is_whole)


def _count(found: Counter[str], *, goes_on: bool, is_whole: bool) -> None:
    found["cut" if goes_on else "blank"] += 1
    found["whole" if goes_on else "lost"] += is_whole


if __name__ == "__main__":
    main()
